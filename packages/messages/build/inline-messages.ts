import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

import type { Part } from '../src/parts.ts';
import { compileMessage } from './compile-message.ts';
import { pseudoMessage } from './pseudo.ts';

const CATALOGUE = new URL('../en.json', import.meta.url);
/** `say('room.words'` and `<Say id="room.words"`, over line ends as well. */
const CALL = /\b(say\(\s*)'([^']*)'|(<Say\s+id=)"([^"]*)"/g;
/** The same with anything but a written id: the build could not put a message there. */
const DYNAMIC = /(?<![\w.]|function )say\((?!\s*')|<Say\b(?!\s+id=")/;
const OWN = /\/(apps\/web|packages\/ui)\/src\/.*\.tsx?$/;

function readCatalogue(): Map<string, string> {
  const parsed: unknown = JSON.parse(readFileSync(CATALOGUE, 'utf8'));
  const entries =
    typeof parsed === 'object' ? Object.entries(parsed ?? {}) : [];
  return new Map(entries.map(([id, text]) => [id, String(text)]));
}

/**
 * Puts the messages of the catalogue where the code names them, so that a page carries its own words and the first one
 * does not carry all of them. A message that is missing, wrongly written, or named by a value ends the build.
 * `pseudo` makes the test language out of every message.
 */
export function inlineMessages({ pseudo = false } = {}): Plugin {
  let catalogue = new Map<string, string>();
  const compiled = new Map<string, string | Part[]>();

  function messageOf(id: string, file: string): string {
    const known = compiled.get(id);
    if (known !== undefined) return JSON.stringify(known);
    const text = catalogue.get(id);
    if (text === undefined) {
      throw new Error(`${file}: the catalogue has no message “${id}”`);
    }
    const message = compileMessage(text);
    const spoken = pseudo ? pseudoMessage(message) : message;
    compiled.set(id, spoken);
    return JSON.stringify(spoken);
  }

  return {
    name: 'keyward-messages',
    enforce: 'pre',
    buildStart() {
      catalogue = readCatalogue();
      compiled.clear();
      this.addWatchFile(CATALOGUE.pathname);
    },
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (file.endsWith('/packages/messages/src/language.ts')) {
        return {
          code: code.replace(
            /'[^']*'/,
            JSON.stringify(catalogue.get('$language')),
          ),
          map: null,
        };
      }
      if (!OWN.test(file) || !/\bsay\(|<Say\b/.test(code)) return null;
      const dynamic = DYNAMIC.exec(code);
      if (dynamic !== null) {
        const line = code.slice(0, dynamic.index).split('\n').length;
        throw new Error(
          `${file}:${line}: write the message id out at the call`,
        );
      }
      return {
        code: code.replace(
          CALL,
          (
            _,
            call?: string,
            textId?: string,
            element?: string,
            elementId?: string,
          ) =>
            call === undefined
              ? `${element ?? ''}{${messageOf(elementId ?? '', file)}}`
              : `${call}${messageOf(textId ?? '', file)}`,
        ),
        map: null,
      };
    },
  };
}
