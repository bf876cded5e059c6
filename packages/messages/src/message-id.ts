import type catalogue from '../en.json';

/** Names one message of the catalogue: its room, a full stop, and what it says in a few words. */
export type MessageId = Exclude<keyof typeof catalogue, '$language'>;
