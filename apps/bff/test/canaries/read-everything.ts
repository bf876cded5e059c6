import { type RouteContract, ROUTES } from '@keyward/contract';

import { ROUTE_NAMES, SAMPLES, samplePath } from '../support/route-samples.ts';
import type { CanaryStage } from './stage.ts';

/** All that anybody can read of one change. */
export async function readAbout(
  { admin, reviewer }: CanaryStage,
  change: string,
  task: string | null,
): Promise<void> {
  for (const person of [admin, reviewer]) {
    await person.call('GET', `/api/changes/${change}`);
    await person.call('GET', `/review/${change}`);
    if (task !== null) await person.call('GET', `/api/tasks/${task}`);
  }
}

/** Every route that reads, once for everybody; what the routes of the system say is a sink of its own. */
export async function readEverything(
  stage: CanaryStage,
  real: Readonly<Record<string, string>>,
): Promise<{ system: string; exports: string }> {
  const system: string[] = [];
  const exports: string[] = [];
  for (const person of [stage.admin, stage.reviewer]) {
    for (const name of ROUTE_NAMES) {
      const route: RouteContract = ROUTES[name];
      if (route.method !== 'GET' || name === 'streamEvents') continue;
      const { text } = await person.call('GET', samplePath(name, real));
      if (SAMPLES[name].path === undefined && !route.path.startsWith('/api/')) {
        system.push(text);
      }
      if (name === 'openapi') system.push(text);
    }
    for (const { id, path } of await ids(stage)) {
      await person.call('GET', `${path}/${id}`);
    }
    for (const query of ['', '?format=csv', '?format=ndjson']) {
      const { text } = await person.call('GET', `/api/audit/export${query}`);
      exports.push(text);
    }
    await person.call('GET', '/api/changes?limit=100');
    await person.call('GET', '/api/tasks?limit=100');
    await person.call('GET', '/api/audit?limit=200');
  }
  return { system: system.join('\n'), exports: exports.join('\n') };
}

async function ids({
  db,
}: CanaryStage): Promise<{ id: string; path: string }[]> {
  const connections = await db.selectFrom('connection').select('id').execute();
  const changes = await db.selectFrom('change').select('id').execute();
  const tasks = await db.selectFrom('task').select('id').execute();
  return [
    ...connections.map(({ id }) => ({ id, path: '/api/connections' })),
    ...changes.map(({ id }) => ({ id, path: '/api/changes' })),
    ...tasks.map(({ id }) => ({ id, path: '/api/tasks' })),
  ];
}
