import { OPERATION_FACTS } from '@keyward/contract';

/** What was done, with the operation's title instead of its id: "Submit: Add key servers to a key manager". */
export function actionWords(action: string): string {
  for (const [id, { title }] of Object.entries(OPERATION_FACTS)) {
    if (action.endsWith(` ${id}`)) {
      return `${action.slice(0, -id.length - 1)}: ${title}`;
    }
  }
  return action;
}
