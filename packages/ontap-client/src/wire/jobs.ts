import { z } from 'zod';

import { pageOf, reference, selfLink } from './links.ts';

/** `GET /api/cluster/jobs/{uuid}`. Its state is queued, running, paused, success or failure. */
export const job = z.looseObject({
  uuid: z.string(),
  description: z.string().optional(),
  state: z.string().optional(),
  message: z.string().optional(),
  code: z.number().int().optional(),
  start_time: z.string().optional(),
  end_time: z.string().optional(),
  svm: reference.optional(),
  error: z
    .looseObject({
      code: z.string().optional(),
      message: z.string().optional(),
      arguments: z
        .array(
          z.looseObject({
            code: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  _links: selfLink.optional(),
});
export type Job = z.output<typeof job>;

export const jobPage = pageOf(job);

/** Answer 202: the work goes on as a job. */
export const jobStarted = z.looseObject({
  // It goes into paths, queries and records, so only what UUIDs are made of is one.
  job: z.looseObject({
    uuid: z.string().regex(/^[0-9a-fA-F-]{1,64}$/),
    _links: selfLink.optional(),
  }),
});
