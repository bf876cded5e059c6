import type { NotificationKind } from '@keyward/contract';

/**
 * Something that people are told: a sentence of ours and where to look. No field can hold a secret, what a target
 * answered, or a way to decide.
 */
export interface Matter {
  kind: NotificationKind;
  /** Names the matter; nobody is told the same one twice. */
  once: string;
  title: string;
  changeId: string | null;
  taskId: string | null;
  connectionId: string | null;
  phrase: string | null;
  deadline: Date | null;
}
