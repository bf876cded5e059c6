import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import postcss, { type AtRule, type Root, type Rule } from 'postcss';
import type { Plugin } from 'vite';

const NAME = 'virtual:first-frame.css';
const RESOLVED = `\0${NAME}`;

const source = join(import.meta.dirname, '..', 'src', 'app');
const FRAME = ['first-frame.ts', 'missing-application.ts'].map((file) =>
  join(source, 'first', file),
);
const library = '@patternfly/react-core/dist/styles/base.css';
const components = ['Banner', 'Masthead', 'Page', 'Title'];
const own = ['base', 'frame', 'first', 'page', 'text', 'sign-in', 'phone'];

const { resolve } = createRequire(import.meta.url);

/** In the order in which the application loads them. */
const FILES = [
  resolve(library),
  ...own.map((room) => join(source, 'styles', `${room}.css`)),
  ...components.map((name) =>
    resolve(
      `@patternfly/react-styles/css/components/${name}/${name.toLowerCase()}.css`,
    ),
  ),
];

const CLASS = /\.(-?[\w-]+)/g;
/** Classes of the whole page: how it is coloured. */
const THEME = /^pf-v6-theme-(?:dark|high-contrast)$/;
const FONT = /RedHat(?:Text|Display)VF\.woff2/;
const VARIABLE = /var\(\s*(--[\w-]+)/g;

function isOfFrame(selector: string, classes: ReadonlySet<string>): boolean {
  return [...selector.matchAll(CLASS)].every(
    ([, name = '']) => classes.has(name) || THEME.test(name),
  );
}

function keepsRule(rule: Rule, classes: ReadonlySet<string>): boolean {
  const kept = rule.selectors.filter((each) => isOfFrame(each, classes));
  if (kept.length > 0) rule.selectors = kept;
  return kept.length > 0;
}

function keepsAtRule(rule: AtRule): boolean {
  if (rule.name === 'media') return !/print/.test(rule.params);
  return rule.name === 'font-face' && FONT.test(rule.toString());
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, name = '']) => name);
}

/** Custom properties that what is left asks for, directly or through others. */
function wantedVariables(styles: Root): Set<string> {
  const asks = new Map<string, string[]>();
  const waiting: string[] = [];
  styles.walkDecls(({ prop, value }) => {
    if (prop.startsWith('--')) {
      asks.set(prop, [...(asks.get(prop) ?? []), ...variablesIn(value)]);
    } else waiting.push(...variablesIn(value));
  });
  const wanted = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (wanted.has(next)) continue;
    wanted.add(next);
    waiting.push(...(asks.get(next) ?? []));
  }
  return wanted;
}

function cut(styles: Root, classes: ReadonlySet<string>): void {
  styles.walk((node) => {
    if (node.type === 'comment') node.remove();
    else if (node.type === 'rule' && !keepsRule(node, classes)) node.remove();
    else if (node.type === 'atrule' && !keepsAtRule(node)) node.remove();
  });
  const wanted = wantedVariables(styles);
  styles.walkDecls(/^--/, (declaration) => {
    if (!wanted.has(declaration.prop)) declaration.remove();
  });
  styles.walk((node) => {
    if (node.type === 'rule' && node.nodes.length === 0) node.remove();
  });
}

/** Every class that the frame's scripts write out. */
function classesOfFrame(): Set<string> {
  const text = FRAME.map((file) => readFileSync(file, 'utf8')).join('');
  return new Set(
    [...text.matchAll(/(?:pf-v6|pf-m|kw)-[\w-]+/g)].map(([name]) => name),
  );
}

/** File references of the library, from wherever its style stands. */
function rebase(text: string): string {
  return text.replaceAll(
    /url\((["']?)\.\/assets\//g,
    `url($1${library.replace('base.css', 'assets/')}`,
  );
}

/**
 * The styles of the first frame, `virtual:first-frame.css`: of all those that the application loads, the rules for the
 * classes in it, with the custom properties that they ask for. Reading all of them takes a browser longer than drawing
 * the frame; the application brings them along, in the same order and with the same values.
 */
export function firstFrameStyles(): Plugin {
  return {
    name: 'keyward-first-frame-styles',
    enforce: 'pre',
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    load(id) {
      if (id !== RESOLVED) return null;
      for (const file of [...FRAME, ...FILES]) this.addWatchFile(file);
      const styles = postcss.parse(
        FILES.map((file) => rebase(readFileSync(file, 'utf8'))).join('\n'),
      );
      cut(styles, classesOfFrame());
      return styles.toString();
    },
    // Named a second time these fonts would be loaded again, and the words be gone until then.
    transform: {
      filter: { id: /react-core\/dist\/styles\/base\.css$/ },
      handler(code) {
        const styles = postcss.parse(code);
        styles.walkAtRules('font-face', (face) => {
          if (FONT.test(face.toString())) face.remove();
        });
        return styles.toString();
      },
    },
  };
}
