import { z } from 'zod';

import { pageOf, selfLink } from './links.ts';

export const nodeState = z.looseObject({
  node: z
    .looseObject({ name: z.string().optional(), uuid: z.string().optional() })
    .optional(),
  /** The vendor names available, not_responding and unknown. */
  state: z.string(),
});

/** Expensive for the cluster: only answered when it is named in `fields`. */
export const connectivity = z.looseObject({
  cluster_availability: z.boolean().optional(),
  node_states: z.array(nodeState).optional(),
});

/** A primary key server as it is stored. `server` is always `host:port`. Times are seconds, −1 waits for ever. */
export const keyServer = z.looseObject({
  server: z.string(),
  timeout: z.number().int().optional(),
  create_remove_timeout: z.number().int().optional(),
  username: z.string().optional(),
  secondary_key_servers: z.array(z.string()).optional(),
  connectivity: connectivity.optional(),
  _links: selfLink.optional(),
});
export type KeyServer = z.output<typeof keyServer>;

export const keyServerPage = pageOf(keyServer);

const newKeyServer = {
  server: z.string(),
  timeout: z.number().int(),
  username: z.string(),
  password: z.string(),
  port: z.number().int(),
};

/** Body of `POST …/key-servers`: `server` with its companions, or up to four `records`, never both. */
export const addKeyServersRequest = z.strictObject({
  ...z.strictObject(newKeyServer).partial().shape,
  create_remove_timeout: z.number().int().optional(),
  secondary_key_servers: z.array(z.string()).optional(),
  records: z
    .array(z.strictObject(newKeyServer).partial().required({ server: true }))
    .optional(),
});
export type AddKeyServersRequest = z.output<typeof addKeyServersRequest>;

/** Body of `PATCH …/key-servers/{server}`. `secondary_key_servers` replaces the whole list. */
export const changeKeyServerRequest = z.strictObject({
  timeout: z.number().int().optional(),
  create_remove_timeout: z.number().int().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  port: z.number().int().optional(),
  secondary_key_servers: z.array(z.string()).optional(),
});
