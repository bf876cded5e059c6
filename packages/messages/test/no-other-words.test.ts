import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = globSync(
  ['apps/web/src/**/*.{ts,tsx}', 'packages/ui/src/**/*.{ts,tsx}'],
  { cwd: ROOT },
).filter((file) => !/\.(test|testing|pseudo)\.tsx?$|\/testing\//.test(file));

const LETTERS = /\p{Letter}{2,}/u;

/** Attributes that somebody reads or hears. */
const READ =
  /^(aria-(label|description|valuetext|roledescription)|title|alt|placeholder|label|text|helperText|description|.*(AriaLabel|ButtonLabel|Text))$/;

/** Names that are written the same in every language. */
const SAME_EVERYWHERE = new Set(['SHA-256', 'URL', 'PEM', 'CSR']);

/** Members of an object that somebody reads. */
const SHOWN_MEMBER = /^(text|term|title|label|heading|sentence)$/;

function isElement(node: ts.Expression): boolean {
  return ts.isParenthesizedExpression(node)
    ? isElement(node.expression)
    : ts.isJsxElement(node) ||
        ts.isJsxSelfClosingElement(node) ||
        ts.isJsxFragment(node);
}

/** Texts that an expression may become, as far as they are written out in it. */
function textsOf(node: ts.Expression): ts.StringLiteralLike[] {
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) {
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isChoice =
      kind === ts.SyntaxKind.QuestionQuestionToken ||
      kind === ts.SyntaxKind.BarBarToken ||
      kind === ts.SyntaxKind.AmpersandAmpersandToken;
    return isChoice ? [...textsOf(node.left), ...textsOf(node.right)] : [];
  }
  return [];
}

function wordsIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const add = (text: string, node: ts.Node): void => {
    const words = text.trim();
    if (!LETTERS.test(words) || SAME_EVERYWHERE.has(words)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${String(line + 1)}: ${words}`);
  };
  const isSpokenOf = (node: ts.JsxExpression): boolean =>
    ts.isJsxAttribute(node.parent)
      ? READ.test(node.parent.name.getText())
      : true;
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node.text, node);
    if (
      ts.isJsxAttribute(node) &&
      node.initializer !== undefined &&
      ts.isStringLiteral(node.initializer) &&
      READ.test(node.name.getText())
    ) {
      add(node.initializer.text, node);
    }
    if (
      ts.isJsxExpression(node) &&
      node.expression !== undefined &&
      isSpokenOf(node)
    ) {
      for (const text of textsOf(node.expression)) add(text.text, text);
    }
    if (
      ts.isPropertyAssignment(node) &&
      SHOWN_MEMBER.test(node.name.getText())
    ) {
      for (const text of textsOf(node.initializer)) add(text.text, text);
    }
    // Beside an element stands something to read.
    if (
      ts.isConditionalExpression(node) &&
      [node.whenTrue, node.whenFalse].some(isElement)
    ) {
      for (const text of textsOf(node)) add(text.text, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no page has words of its own: text and labels come out of the catalogue', () => {
  expect(SOURCES.length).toBeGreaterThan(200);
  expect(SOURCES.flatMap(wordsIn)).toEqual([]);
});
