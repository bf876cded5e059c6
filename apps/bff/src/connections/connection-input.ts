import type {
  createConnectionRequest,
  updateConnectionRequest,
} from '@keyward/contract';
import type { z } from 'zod';

/** What a person sends to add a connection. */
export type NewConnection = z.infer<typeof createConnectionRequest>;
/** What a person sends to change one. */
export type ConnectionUpdate = z.infer<typeof updateConnectionRequest>;
