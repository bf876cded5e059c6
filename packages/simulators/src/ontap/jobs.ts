import type { Job } from '@keyward/ontap-client/wire';
import { collectionAnswer, objectAnswer } from './collection-answer.ts';
import { newUuid, type OntapHandler, type OntapParts } from './ontap-parts.ts';
import { invalidField, notFound, OntapRefusal } from './refusal.ts';
import type { JobState, KeyManagerState } from './state.ts';

const RULES = { key: ['uuid'], expensive: [] };

export const listJobs: OntapHandler = ({ store }, request) =>
  collectionAnswer(request, {
    records: store.value.jobs.map((job) => jobRecord(job)),
    rules: RULES,
    pageKey: 'uuid',
  });

export const getJob: OntapHandler = ({ store }, request, { uuid }) =>
  objectAnswer(request, jobRecord(findJob(store.value.jobs, uuid)), RULES);

/** `PATCH /api/cluster/jobs/{uuid}?action=…`; the jobs of this cluster can be neither paused nor cancelled. */
export const changeJob: OntapHandler = ({ store }, request, { uuid }) => {
  const { state } = findJob(store.value.jobs, uuid);
  if (state === 'success' || state === 'failure') {
    throw new OntapRefusal('458762');
  }
  switch (request.query.get('action')) {
    case 'pause':
      throw new OntapRefusal('458783');
    case 'cancel':
      throw new OntapRefusal('458784');
    case 'resume':
      throw new OntapRefusal('458776');
    case null:
    default:
      throw invalidField(
        'action',
        'The value for "action" must be pause, resume or cancel.',
      );
  }
};

interface StartJobOptions {
  description: string;
  outcome: KeyManagerState;
  /** End in success without the outcome. */
  isLie: boolean;
}

/** Starts a job that ends after the simulated task time, and returns its UUID. */
export function startJob(
  { store, context }: OntapParts,
  { description, outcome, isLie }: StartJobOptions,
): string {
  const uuid = newUuid();
  const startMs = context.now();
  const endMs = startMs + context.options.taskSeconds * 1000;
  store.update((state) =>
    state.jobs.push({
      uuid,
      description,
      state: 'running',
      startMs,
      endMs,
      outcome,
      isLie,
    }),
  );
  return uuid;
}

/** Ends the jobs whose time has come. */
export function finishJobs(
  { store, context }: OntapParts,
  nowMs: number,
): void {
  const due = store.value.jobs.filter(
    (job) => job.state === 'running' && job.endMs <= nowMs,
  );
  for (const { uuid, outcome, isLie } of due) {
    store.update((state) => {
      findJob(state.jobs, uuid).state = 'success';
      if (!isLie) state.keyManagers.push(outcome);
    });
    if (!isLie) {
      context.recordEffect({
        operation: 'ontap.create-key-manager',
        object: outcome.uuid,
      });
    }
  }
}

export function jobHref(uuid: string): string {
  return `/api/cluster/jobs/${uuid}`;
}

function findJob(
  jobs: readonly JobState[],
  uuid: string | undefined,
): JobState {
  const found = jobs.find((job) => job.uuid === uuid);
  if (!found) throw notFound('uuid');
  return found;
}

function jobRecord({
  uuid,
  description,
  state,
  startMs,
  endMs,
}: JobState): Job {
  const isOver = state === 'success' || state === 'failure';
  return {
    uuid,
    description,
    state,
    message: state,
    code: 0,
    start_time: new Date(startMs).toISOString(),
    ...(isOver && { end_time: new Date(endMs).toISOString() }),
    _links: { self: { href: jobHref(uuid) } },
  };
}
