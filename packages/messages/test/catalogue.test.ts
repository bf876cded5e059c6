import {
  type MessageFormatElement,
  parse,
  TYPE,
} from '@formatjs/icu-messageformat-parser';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

import catalogue from '../en.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = globSync(
  ['apps/web/src/**/*.{ts,tsx}', 'packages/ui/src/**/*.{ts,tsx}'],
  {
    cwd: ROOT,
  },
).filter((file) => !/\.test\.tsx?$|\/testing\//.test(file));

interface Use {
  id: string;
  /** Names of the values given, or null where they are not written out. */
  values: string[] | null;
  at: string;
}

function namesOf(node: ts.Node | undefined): string[] | null {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node)) return null;
  return node.properties.some(ts.isSpreadAssignment)
    ? null
    : node.properties.map((each) => each.name?.getText() ?? '');
}

function usesIn(file: string): Use[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const uses: Use[] = [];
  const add = (id: string, values: string[] | null, node: ts.Node): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    uses.push({ id, values, at: `${file}:${String(line + 1)}` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'say') {
      const [id, values] = node.arguments;
      if (id !== undefined && ts.isStringLiteral(id)) {
        add(id.text, namesOf(values), node);
      }
    }
    if (ts.isJsxSelfClosingElement(node) && node.tagName.getText() === 'Say') {
      const attribute = (name: string): ts.JsxAttribute | undefined =>
        node.attributes.properties
          .filter(ts.isJsxAttribute)
          .find((each) => each.name.getText() === name);
      const id = attribute('id')?.initializer;
      const values = attribute('values')?.initializer;
      if (id !== undefined && ts.isStringLiteral(id)) {
        const given =
          values !== undefined && ts.isJsxExpression(values)
            ? values.expression
            : undefined;
        add(id.text, namesOf(given), node);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** Names that a message asks for, those of its cases too. */
function askedFor(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.plural:
      case TYPE.select:
        return [
          element.value,
          ...Object.values(element.options).flatMap(({ value }) =>
            askedFor(value),
          ),
        ];
      case TYPE.tag:
        return [element.value, ...askedFor(element.children)];
      case TYPE.argument:
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return [element.value];
    }
  });
}

const messages = new Map<string, string>(Object.entries(catalogue));
messages.delete('$language');
const uses = SOURCES.flatMap(usesIn);

describe('the message catalogue', () => {
  test('has every message that the pages name', () => {
    expect(uses.length).toBeGreaterThan(1000);
    expect(
      uses.filter(({ id }) => !messages.has(id)).map(({ id, at }) => [at, id]),
    ).toEqual([]);
  });

  test('has no message that no page names', () => {
    const used = new Set(uses.map(({ id }) => id));
    expect([...messages.keys()].filter((id) => !used.has(id))).toEqual([]);
  });

  test('gets exactly the values that each message asks for', () => {
    const wrong = uses.flatMap(({ id, values, at }) => {
      const text = messages.get(id);
      if (text === undefined || values === null) return [];
      const asked = [...new Set(askedFor(parse(text)))].toSorted();
      const given = [...new Set(values)].toSorted();
      return asked.join() === given.join() ? [] : [{ at, id, asked, given }];
    });
    expect(wrong).toEqual([]);
  });

  test('is sorted by id, so that two people’s new messages meet in few places', () => {
    expect([...messages.keys()]).toEqual([...messages.keys()].toSorted());
  });
});

describe('whoever translates the catalogue', () => {
  const messages = Object.entries(catalogue);

  test('is told by the id what a message is for, not that it is the second one', () => {
    const numbered = messages.filter(([id, text]) => {
      const number = /-(\d+)$/.exec(id)?.[1];
      return number !== undefined && !text.includes(number);
    });
    expect(numbered.map(([id]) => id)).toEqual([]);
  });

  test('gets whole sentences: no place for the rest of one, and no value without a name', () => {
    const glued = messages.filter(([, text]) =>
      /\{(?:rest|tail|[a-z]|(?!sha256)[a-z]+\d+)[,}]/i.test(text),
    );
    expect(glued.map(([id]) => id)).toEqual([]);
  });
});
