import {
  type MessageFormatElement,
  parse,
  TYPE,
} from '@formatjs/icu-messageformat-parser';

import type { Part } from '../src/parts.ts';

function casesOf(
  options: Record<string, { value: MessageFormatElement[] }>,
): Record<string, Part[]> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [name, partsOf(value)]),
  );
}

function partOf(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value;
    case TYPE.argument:
      return [element.value];
    case TYPE.pound:
      return ['#'];
    case TYPE.plural:
      return [element.value, 'plural', casesOf(element.options)];
    case TYPE.select:
      return [element.value, 'select', casesOf(element.options)];
    case TYPE.tag:
      return [element.value, 'tag', partsOf(element.children)];
    case TYPE.number:
    case TYPE.date:
    case TYPE.time:
      throw new Error(
        `“${element.value}”: numbers, dates and times are formatted where their value is known, and put in as text`,
      );
  }
}

function partsOf(elements: MessageFormatElement[]): Part[] {
  return elements.map(partOf);
}

/**
 * One message of the catalogue, ICU MessageFormat syntax, as the parts that the page puts together; plain text stays a
 * string. Throws when the syntax is wrong.
 */
export function compileMessage(text: string): string | Part[] {
  const parts = partsOf(parse(text, { requiresOtherClause: true }));
  if (parts.length === 0) return '';
  const [only] = parts;
  return parts.length === 1 && typeof only === 'string' ? only : parts;
}
