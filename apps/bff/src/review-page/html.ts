import { visibleParts, visibleText } from '@keyward/contract/visible-text';

/** Markup whose every value went through `html`; text can become one in no other way. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = string | number | Html | null | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (found) => ENTITIES[found] ?? '');
}

/** Text in which nothing can hide: what would not show, or passes for another character, is a marked code point. */
function escapeText(text: string): string {
  return visibleParts(text)
    .map((part) =>
      part.isMark
        ? `<mark>${escape(part.text)}</mark>`
        : `${escape(part.text)}`,
    )
    .join('');
}

function markupOf(value: Value, inAttribute: boolean): string {
  if (value === null) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') {
    return value.map((each) => markupOf(each, inAttribute)).join('');
  }
  const text = String(value);
  return inAttribute ? escape(visibleText(text)) : escapeText(text);
}

/**
 * Markup from a template of ours and values of anybody: every value is escaped where it stands. Attribute values are
 * double-quoted in templates, always.
 */
export function html(template: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(
    template
      .map((piece, index) => {
        const value = values[index];
        return value === undefined
          ? piece
          : piece + markupOf(value, piece.endsWith('="'));
      })
      .join(''),
  );
}
