import type { ErrorTable } from '../explained-error.ts';

/** Pausing, resuming and cancelling a job. Vendor source: ONTAP REST API 9.19.1, error codes of PATCH jobs. */
export const ONTAP_JOBS: ErrorTable = {
  '458762': {
    sentence: 'The job has ended already.',
    cause: 'It finished before the request came.',
    check: 'Look at how the job ended.',
    fix: 'Nothing; read its result.',
    field: null,
    proof: 'nothing_happened',
  },
  '458771': {
    sentence: 'The job is running.',
    cause: 'A running job cannot be resumed.',
    check: 'Look at the job’s state.',
    fix: 'Wait for it, or cancel it.',
    field: null,
    proof: 'nothing_happened',
  },
  '458773': {
    sentence: 'The cluster’s job manager is not ready.',
    cause: 'The cluster is starting, or a node is away.',
    check: 'Look at the nodes’ health.',
    fix: 'Try again in a while.',
    field: null,
    proof: 'nothing_happened',
  },
  '458776': {
    sentence: 'The job is not running.',
    cause: 'Only a running job can be paused.',
    check: 'Look at the job’s state.',
    fix: 'Nothing; or resume it.',
    field: null,
    proof: 'nothing_happened',
  },
  '458783': {
    sentence: 'This job cannot be paused.',
    cause: 'Its kind does not allow it.',
    check: 'Look at what the job does.',
    fix: 'Wait for it, or cancel it.',
    field: null,
    proof: 'nothing_happened',
  },
  '458784': {
    sentence: 'This job cannot be cancelled.',
    cause: 'Its kind does not allow it.',
    check: 'Look at what the job does.',
    fix: 'Wait for it.',
    field: null,
    proof: 'nothing_happened',
  },
};
