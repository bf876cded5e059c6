import { connectDatabase, migrate, transact } from '@keyward/database';

import { EstateCache } from '../apps/bff/src/connections/estate/estate-cache.ts';
import { outdateEstate } from '../apps/bff/src/connections/estate/outdate-estate.ts';
import { openPolledConsole } from '../apps/bff/test/polling/polling-stage.ts';
import { json, startTaskTarget } from '../apps/bff/test/polling/task-target.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

/** Many people who open the same page at once. Argument 1: how many; 2: rounds. */
const READERS = Number(process.argv[2] ?? 1_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const SERVICES = 100;
const COLLECTION = 'key-provider-services';

const services = Array.from({ length: SERVICES }, (_, each) => ({
  service: `service-${String(each)}`,
  address: { hostname: `kms-${String(each)}.example.org`, port: 443 },
  group: `group-${String(each % 7)}`,
  trust_authority_cluster: `cluster-${String(each % 3)}`,
}));

const target = await startTaskTarget();
const postgres = await startScratchPostgres();
const url = await postgres.create('bench_coalesce');
const database = connectDatabase(url);
await migrate(database.db);
await database.close();
const stage = await openPolledConsole(url, target);
const { clients } = stage.replica('bench');
const estate = new EstateCache({ db: stage.db, clients });
const id = stage.connectionId;
target.misbehave(({ path }, response) => {
  if (!path.includes('/kms/services')) return false;
  json(response, 200, services);
  return true;
});
const calls = (): number =>
  target.heard.filter(({ path }) => path.includes('/kms/services')).length;

interface Round {
  calls: number;
  cpuMs: number;
}

async function round(work: () => Promise<unknown>): Promise<Round> {
  const [callsBefore, cpuBefore] = [calls(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { calls: calls() - callsBefore, cpuMs: (user + system) / 1_000 };
}

const readMany = async (readers: number): Promise<void> => {
  await transact(stage.db, (journal) => outdateEstate(journal, id, true));
  const answers = await Promise.all(
    Array.from({ length: readers }, () => estate.read(id, COLLECTION, 20)),
  );
  const isWhole = answers.every(
    ({ items, error }) => items.length === SERVICES && error === undefined,
  );
  if (!isWhole) throw new Error('Somebody was told something else.');
};

/** Each asks for itself, as without the cache. */
const askEach = async (): Promise<void> => {
  const connected = await clients.open(id);
  if (connected.system !== 'vcenter') throw new Error('Not a vCenter.');
  const { kmsServices } = connected.client;
  await Promise.all(Array.from({ length: READERS }, () => kmsServices.query()));
};

try {
  await readMany(READERS);
  await askEach();
  const one: Round[] = [];
  const many: Round[] = [];
  const bad: Round[] = [];
  for (let each = 0; each < ROUNDS; each += 1) {
    one.push(await round(() => readMany(1)));
    many.push(await round(() => readMany(READERS)));
    bad.push(await round(askEach));
  }
  const most = Math.max(...many.map((each) => each.calls));
  const badCalls = bad.map((each) => each.calls);
  await report({
    bench: 'coalesce',
    says: `${String(READERS)} people read the same collection of ${String(SERVICES)} items at once, when what is known of it is old (${String(ROUNDS)} rounds by turns, target and console in one process). Control: one person. Known to be bad: everybody asks the target.`,
    figures: [
      {
        what: `calls to the target for ${String(READERS)} reads, at most`,
        value: String(most),
        goal: '1',
        isMet: most === 1,
      },
      {
        what: 'CPU of all reads / asking for each',
        value: ratioText(
          many.map(({ cpuMs }, index) => cpuMs / (bad[index]?.cpuMs ?? 1)),
        ),
      },
      {
        what: 'CPU of all reads / of one read',
        value: `${ratioText(many.map(({ cpuMs }, index) => cpuMs / (one[index]?.cpuMs ?? 1)))} for ${String(READERS)} times as many`,
      },
      {
        what: 'everybody asks (known to be bad), calls',
        value: String(quantile(badCalls, 0.5)),
      },
    ],
  });
} finally {
  await stage.close();
  await target.close();
  await postgres.stop();
}
