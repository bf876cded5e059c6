import type {
  StatusAnswer,
  StatusConnection,
  StatusMatter,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { visibleText } from '@keyward/ui';

import { CHANGE_STATES, CONNECTION_HEALTH } from '../../wording/states.ts';
import { writtenSentence } from './sentence-pieces.ts';
import {
  connectionSentence,
  matterSentence,
  nextSentence,
  TELL_CALLER,
} from './sentences.ts';

function matterText(matter: StatusMatter): string {
  return [
    `${matter.reference}: ${CHANGE_STATES[matter.state].word}`,
    matter.title,
    say('status.written-target', {
      target: matter.connection?.name ?? say('status.this-console'),
    }),
    say('status.written-requester', { requester: matter.requester }),
    ...(matter.ticket === null
      ? []
      : [say('status.written-ticket', { ticket: matter.ticket })]),
    ...(matter.task === null
      ? []
      : [say('status.written-task', { task: matter.task.reference })]),
    matterSentence(matter),
    nextSentence(matter.nextActor, matter),
  ].join('\n');
}

function connectionText(connection: StatusConnection): string {
  return [
    `${connection.name}: ${CONNECTION_HEALTH[connection.health].word}`,
    connectionSentence(connection),
  ].join('\n');
}

/** All of it as text for a ticket. Nothing is in it that the page does not show to everybody. */
export function statusText(answer: StatusAnswer, address: string): string {
  const paragraphs = [
    ...answer.connections.map(connectionText),
    ...answer.matters.map(matterText),
    [
      say('status.written-caller', {
        sentence: TELL_CALLER[answer.tellCaller],
      }),
      say('status.written-as-of', { at: answer.at }),
      address,
    ].join('\n'),
  ];
  return visibleText(`${writtenSentence(paragraphs.join('\n\n'))}\n`);
}
