import { z } from 'zod';

export const clusterSummary = z.looseObject({
  cluster: z.string(),
  name: z.string(),
  ha_enabled: z.boolean(),
  drs_enabled: z.boolean(),
});
export type ClusterSummary = z.output<typeof clusterSummary>;
export const clusterSummaries = z.array(clusterSummary);
