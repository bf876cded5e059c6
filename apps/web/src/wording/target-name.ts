import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';

/** What a change is made on, in words: the connection's name, or the console itself. */
export function targetName(target: ChangeSummary['target']): string {
  return target.type === 'connection'
    ? target.connection.name
    : say('wording.this-console');
}
