import type { SpellingName } from '../support/canaries.ts';
import type { Canary } from './canary-book.ts';
import { LeakScanner, spellingsOf } from './leak-scanner.ts';
import { leaksIn, type Sink } from './sinks.ts';

export const SPELLING_NAMES: readonly SpellingName[] = [
  'raw',
  'json',
  'base64',
  'base64url',
  'hex',
  'url',
  'pem-line',
  'utf-16',
];

/** One leak put into a copy of a sink. */
export interface PlantedLeak {
  sink: string;
  label: string;
  spelling: SpellingName;
  isFound: boolean;
}

/**
 * Plants one leak after the other in copies of what was collected, amidst what stands there, and looks for it as for a
 * real one: every kind of secret, every spelling and every sink is among them.
 */
export function plantLeaks(
  sinks: readonly Sink[],
  canaries: readonly Canary[],
): PlantedLeak[] {
  const scanner = new LeakScanner(canaries);
  const kinds = [
    ...new Map(canaries.map((each) => [each.kind, each])).values(),
  ];
  const count = Math.max(kinds.length, sinks.length, SPELLING_NAMES.length);
  return Array.from({ length: count }, (_, at) => {
    const canary = kinds[at % kinds.length];
    const sink = sinks[at % sinks.length];
    const spelling = SPELLING_NAMES[at % SPELLING_NAMES.length];
    if (canary === undefined || sink === undefined || spelling === undefined) {
      throw new Error('There is nothing to plant.');
    }
    // A target that may have the secret is a bad place to look for a leak of it.
    const place = sink.admits?.(canary) === true ? sinks[0] : sink;
    if (place === undefined) throw new Error('There is no sink.');
    return plant(place, canary, spelling, at, scanner);
  });
}

function plant(
  sink: Sink,
  canary: Canary,
  spelling: SpellingName,
  at: number,
  scanner: LeakScanner,
): PlantedLeak {
  const ways = spellingsOf(canary).filter(({ name }) => name === spelling);
  const way = ways[at % ways.length];
  // Where the sink is a folder, in the largest of its files.
  const [largest] = sink.pieces.toSorted(
    (one, other) => other.bytes.length - one.bytes.length,
  );
  if (way === undefined || largest === undefined) {
    throw new Error(`There is no ${spelling} of ${canary.label}.`);
  }
  const cut =
    Math.floor((largest.bytes.length * (at + 1)) / 97) %
    (largest.bytes.length + 1);
  const copy: Sink = {
    ...sink,
    pieces: [
      {
        from: largest.from,
        bytes: Buffer.concat([
          largest.bytes.subarray(0, cut),
          way.bytes,
          largest.bytes.subarray(cut),
        ]),
      },
    ],
  };
  const isFound = leaksIn([copy], () => scanner).some(
    (leak) => leak.label === canary.label && leak.spelling === spelling,
  );
  return { sink: sink.name, label: canary.label, spelling, isFound };
}
