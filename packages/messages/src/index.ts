export { LANGUAGE } from './language.ts';
export type { MessageId } from './message-id.ts';
export { Say } from './say.tsx';
export { sayAll, sayList } from './say-list.ts';
export { say } from './say-text.ts';
