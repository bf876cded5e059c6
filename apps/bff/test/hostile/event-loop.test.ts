import { type RouteContract, ROUTES } from '@keyward/contract';
import * as contract from '@keyward/contract';
import { scriptNotes, visibleText } from '@keyward/contract/visible-text';
import { tellFigure } from '@keyward/database/test-figures';
import {
  holdsPrivateKey,
  looksLikePrivateKey,
  readCertificate,
  readCsr,
  readPrivateKey,
  splitPem,
} from '@keyward/pki';
import { describe, expect, it } from 'vitest';

import { csvCell } from '../../src/audit/audit-csv.ts';
import { inertJson } from '../../src/audit/inert-text.ts';
import { readSessionCookie } from '../../src/http/session-cookie.ts';
import { parseJsonText } from '../../src/http/json-text.ts';
import { parseWith, readQuery } from '../../src/http/parse-request.ts';
import { refusePrivateKeys } from '../../src/http/refuse-private-keys.ts';
import { readTarget } from '../../src/http/read-target.ts';
import { decodeCursor } from '../../src/lists/cursor.ts';
import { containing } from '../../src/lists/search-text.ts';
import {
  addressBucket,
  normaliseAccount,
} from '../../src/people/sign-in-limits.ts';
import { largestBodies } from './corpus.ts';

const LONGEST_MS = 50;
const TRIES = 5;
const LARGEST_BODY = 256 * 1024;
const LARGEST_PEM = 64 * 1024;

const told = { most: 0 };

/** Processor time that this thread spends on `work`, best of a few: a busy machine only ever adds to it. */
async function costMs(work: () => unknown): Promise<number> {
  let best = Infinity;
  for (let tries = 0; tries < TRIES && best >= LONGEST_MS / 10; tries += 1) {
    const before = process.threadCpuUsage();
    try {
      await work();
    } catch {
      // A refusal is as good an answer as any.
    }
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

async function tooSlow(
  parsers: Record<string, (text: string) => unknown>,
  inputs: readonly (readonly [string, string])[],
): Promise<string[]> {
  const slow: string[] = [];
  for (const [parser, parse] of Object.entries(parsers)) {
    for (const [what, text] of inputs) {
      const cost = await costMs(() => parse(text));
      told.most = Math.max(told.most, cost);
      if (cost >= LONGEST_MS) {
        slow.push(`${parser}, ${what}: ${cost.toFixed(0)} ms`);
      }
    }
  }
  return slow;
}

/** A text of units, as long as is accepted. */
function textsOf(length: number): [string, string][] {
  const fill = (unit: string, head = '', tail = ''): string =>
    head +
    unit.repeat(
      Math.floor((length - head.length - tail.length) / unit.length),
    ) +
    tail;
  const begin = '-----BEGIN CERTIFICATE-----\n';
  const end = '\n-----END CERTIFICATE-----\n';
  return [
    ['letters', fill('a')],
    ['blanks', fill(' ')],
    ['blanks and a letter', fill(' ', 'a', 'a')],
    ['line breaks', fill('\r\n')],
    ['tabs and a dash', fill('\t', '', '-')],
    ['dashes', fill('-')],
    ['BEGIN lines', fill(begin)],
    ['BEGIN without end', fill('-----BEGIN ')],
    ['END lines', fill(end)],
    ['labels without end', fill('A ', '-----BEGIN ')],
    ['dashes around blanks', fill('----- ')],
    ['Base64', fill('QUFB', begin, end)],
    ['Base64 of a sequence', fill('MIIB')],
    ['Base64 in short words', fill('MIIBQUFBQUFBQUFBQUFBQUFB ')],
    ['Base64 that is broken', fill('A', begin, `=A${end}`)],
    ['equals signs', fill('=', begin, end)],
    ['blanks in Base64', fill(' \n', begin, end)],
    ['ten blocks', fill(`${begin}MAA=${end}`).slice(0, 10 * 60)],
    ['blocks without end', fill(`${begin}MAA=${end}`)],
    ['zeros as DER', fill('AAAA', begin, end)],
    ['deep DER', fill('MIAw', begin, end)],
    ['half a JWK', fill('"kty" ')],
    ['a JWK of blanks', fill(' ', '"kty":"x","d"', ':"y"')],
    ['PRIVATE', fill('PRIVATE ')],
    ['begin private', fill('-----BEGIN A PRIVATE KE')],
    ['version 3', fill('\u0002\u0001\u0003', '0')],
    ['marks', fill('e\u0301')],
    ['letters of everywhere', fill('a\u0430\u03b1\u202e')],
    ['surrogates', fill('\ud83d\ude00')],
    ['half surrogates', fill('\ud83d')],
    ['quotes', fill('"')],
    ['backslashes', fill('\\')],
    ['percent signs', fill('%')],
    ['percent encoding', fill('%E2')],
    ['commas', fill(',')],
    ['colons', fill(':')],
    ['brackets', fill('[')],
    ['digits and dots', fill('1.')],
    ['hex and colons', fill('aa:')],
    ['formulas', fill('=+-@')],
    ['cookies', fill('a=b; ')],
    ['ampersands', fill('a=b&')],
  ];
}

describe(
  'no input of an accepted size keeps the console from answering others',
  { timeout: 120_000 },
  () => {
    it('as a body', async () => {
      const bodies = largestBodies(LARGEST_BODY);
      expect(bodies.length).toBeGreaterThanOrEqual(20);
      expect(await tooSlow({ parseJsonText }, bodies)).toEqual([]);
    });

    it('as a body that reaches the schema of any route', async () => {
      const schemas = Object.entries<RouteContract>(ROUTES).flatMap(
        ([name, { body }]) =>
          body === undefined ? [] : [[name, body] as const],
      );
      expect(schemas.length).toBeGreaterThan(20);
      const parsers = Object.fromEntries(
        schemas.map(([name, body]) => [
          name,
          (text: string) => parseWith(body, parseJsonText(text)),
        ]),
      );
      const search = (text: string): void => {
        refusePrivateKeys('submitChange', parseJsonText(text));
      };
      const operations = Object.fromEntries(
        Object.entries(contract.OPERATIONS).map(([id, { input }]) => [
          id,
          (text: string) => parseWith(input, parseJsonText(text)),
        ]),
      );
      const long = 'x'.repeat(200_000);
      const members = [
        'input',
        'reason',
        'ticket',
        'host',
        'name',
        'password',
        'username',
        'certificate',
        'provider',
        'servers',
        'credential',
        'trust',
        'comment',
        'digest',
        'token',
        'displayName',
        'secrets',
        'rules',
        'people',
      ];
      const inputs: [string, string][] = [
        ['many numbers', `[${'0,'.repeat(100_000)}0]`],
        [
          'long texts everywhere',
          `{${members.map((name) => `"${name}":"${long.slice(0, 10_000)}"`).join()}}`,
        ],
        [
          'lists everywhere',
          `{${members.map((name) => `"${name}":[${'{},'.repeat(3_000)}{}]`).join()}}`,
        ],
        [
          'many unknown members',
          JSON.stringify(
            Object.fromEntries(
              Array.from({ length: 499 }, (_, at) => [
                `k${String(at)}`,
                'x'.repeat(400),
              ]),
            ),
          ),
        ],
        [
          'deep input',
          `{"operation":"esx.create-native-provider","input":${'{"a":'.repeat(17)}"${long}"${'}'.repeat(17)}}`,
        ],
        [
          'a list of servers',
          `{"keyManager":"${contract.OPERATIONS['ontap.add-key-servers'].title}","servers":[${'{"server":"a"},'.repeat(10_000)}{}]}`,
        ],
        [
          'blanks to trim',
          `{"reason":"${' '.repeat(200_000)}","displayName":"${' '.repeat(40_000)}"}`,
        ],
      ];
      expect(
        await tooSlow({ ...parsers, ...operations, search }, inputs),
      ).toEqual([]);
    });

    it('as a PEM text', async () => {
      const parsers = {
        splitPem,
        looksLikePrivateKey,
        holdsPrivateKey,
        readCertificate,
        readCsr,
        readPrivateKey,
      };
      expect(await tooSlow(parsers, textsOf(LARGEST_PEM))).toEqual([]);
    });

    it('as any text of a body', async () => {
      const parsers = { looksLikePrivateKey, holdsPrivateKey, splitPem };
      expect(await tooSlow(parsers, textsOf(LARGEST_BODY - 2_000))).toEqual([]);
    });

    it('as a path, a query, a header, a cursor or a name', async () => {
      const parsers = {
        readTarget: (text: string) => readTarget(`/${text}`),
        readQuery: (text: string) => readQuery(new URLSearchParams(text)),
        decodeCursor: (text: string) => decodeCursor(text, {}, 2),
        readSessionCookie: (text: string) => readSessionCookie('demo', text),
        containing,
        normaliseAccount,
        addressBucket,
        csvCell,
        inertJson,
        visibleText,
        scriptNotes,
        parseKeyServer: contract.parseKeyServer,
        normaliseKeyServer: contract.normaliseKeyServer,
        host: (text: string) => contract.host.safeParse(text),
        thumbprint: (text: string) => contract.pastedThumbprint.safeParse(text),
        personText: (text: string) =>
          contract.personText(1, 2_000).safeParse(text),
        vendorId: (text: string) => contract.vendorId.safeParse(text),
      };
      // Lines and headers end at 16 KiB; texts that are shown or exported were taken from bodies.
      expect(await tooSlow(parsers, textsOf(16 * 1024))).toEqual([]);
      process.stdout.write(
        `longest time of one input: ${told.most.toFixed(1)} ms\n`,
      );
      tellFigure('client: longest block, ms', Math.round(told.most), {
        most: LONGEST_MS,
      });
    });
  },
);
