import { EVENT, startFanout } from './measure/fanout.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';
import type { StreamReader } from './measure/stream-reader.ts';

/** Many readers that come back at the same moment: argument 1 how many, argument 2 how many rounds. */
const READERS = Number(process.argv[2] ?? 1_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const MISSED = 100;

type Variant = 'ready' | 'hub' | 'one-by-one';

interface Outcome {
  usEach: number;
  lost: number;
  twice: number;
  made: number;
}

const postgres = await startScratchPostgres();

/** Numbers of the events that a reader got, in the order in which they came. */
const seqsOf = (reader: StreamReader): number[] =>
  [...reader.heard().matchAll(/^id: (\d+)\nevent: task$/gm)].map(([, seq]) =>
    Number(seq),
  );

/** A process of its own each time, with nothing in its memory: as after the restart that sent everybody away. */
async function measure(variant: Variant, round: number): Promise<Outcome> {
  const name = `bench_${variant.replaceAll('-', '_')}_${String(round)}`;
  const fanout = await startFanout({
    variant,
    url: await postgres.create(name),
  });
  try {
    const head = await fanout.write(Array.from({ length: 300 }, () => EVENT));
    const before = await fanout.cpuUs();
    const back = await fanout.connect(READERS, head - MISSED);
    await Promise.all(back.map((reader) => reader.hears(head)));
    const usEach = ((await fanout.cpuUs()) - before) / READERS;
    const heard = back.map(seqsOf);
    const isNew = (seqs: number[]): number => new Set(seqs).size;
    const sum = (count: (seqs: number[]) => number): number =>
      heard.reduce((total, seqs) => total + count(seqs), 0);
    return {
      usEach,
      lost: sum((seqs) => MISSED - isNew(seqs)),
      twice: sum((seqs) => seqs.length - isNew(seqs)),
      made: (await fanout.facts()).replaysMade,
    };
  } finally {
    await fanout.stop();
  }
}

try {
  const variants = ['ready', 'hub', 'one-by-one'] as const;
  const outcomes: Record<Variant, Outcome[]> = {
    ready: [],
    hub: [],
    'one-by-one': [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const variant of variants) {
      outcomes[variant].push(await measure(variant, round));
    }
  }
  const us = (variant: Variant): number[] =>
    outcomes[variant].map(({ usEach }) => usEach);
  const over = (variant: Variant): number[] =>
    us(variant).map((value, index) => value / (us('ready')[index] ?? 0));
  const most = (count: (outcome: Outcome) => number): number =>
    Math.max(...outcomes.hub.map(count));
  const none = (what: string, worst: number) => ({
    what,
    value: String(worst),
    goal: '0',
    isMet: worst === 0,
  });
  const show = (variant: Variant): string =>
    `${quantile(us(variant), 0.5).toFixed(0)} µs`;
  await report({
    bench: 'sse-resume',
    says: `${String(READERS)} readers connect at once to a process that has just started, each ${String(MISSED)} events behind (${String(ROUNDS)} rounds by turns). Processor time of the server for each of them, connection included. Control: bytes that are always ready, written to the socket. Known to be bad: the past read and written for every reader by itself.`,
    figures: [
      { what: 'ready bytes (control)', value: show('ready') },
      none(
        'events lost, all readers of the worst round',
        most(({ lost }) => lost),
      ),
      none(
        'events twice',
        most(({ twice }) => twice),
      ),
      {
        what: 'stretches of the past read and framed',
        value: String(most(({ made }) => made)),
        goal: '1',
        isMet: most(({ made }) => made) === 1,
      },
      {
        what: 'event hub / ready bytes',
        value: `${ratioText(over('hub'))}, ${show('hub')}`,
      },
      {
        what: 'one by one (known to be bad) / ready bytes',
        value: `${ratioText(over('one-by-one'))}, ${show('one-by-one')}`,
      },
    ],
  });
} finally {
  await postgres.stop();
}
