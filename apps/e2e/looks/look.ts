import type { Page } from '@playwright/test';

import type { Username } from '../people/signed-in.ts';
import type { Shown } from './something-to-show.ts';

/** Who looks: somebody of the demo, or somebody who is not signed in. */
export type Onlooker =
  Extract<Username, 'admin' | 'reviewer' | 'helpdesk'> | 'visitor';

/** Everybody who is signed in. */
export const EVERYBODY: readonly Onlooker[] = ['admin', 'reviewer', 'helpdesk'];

/** From who sees least to who sees most; what runs is seen last. */
export const ONLOOKERS: readonly Onlooker[] = [
  'visitor',
  ...EVERYBODY.toReversed(),
];

/** One page in one state, as one kind of person sees it. */
export interface Look {
  /** Name of its files; each onlooker has one of each. */
  name: string;
  /** The first one is who accessibility is checked for at the usual scale. */
  of: readonly Onlooker[];
  /** Address; `{name}` stands for an id of what is shown. */
  at: `/${string}`;
  /** What the first heading says. */
  heading: RegExp;
  /** What comes before it is opened: answers that this console would not give by itself. Then it is loaded anew. */
  before?: (page: Page) => Promise<void>;
  /** Brings the open page into its state, as a person would. */
  state?: (page: Page) => Promise<void>;
  /** What is described: the content, the whole page, the bar above it, or the dialog in front of it. */
  part?: 'content' | 'page' | 'dialog' | 'banner';
  /** Shows days of the calendar, which are others tomorrow: neither described nor pictured. */
  isOfToday?: boolean;
  /** Among the pictures that are compared. */
  isPictured?: boolean;
}

/** Whether a look needs a task that runs, which lasts only half a minute. */
export function needsSomethingToRun({ at }: Look): boolean {
  return at.includes('{runningTask}');
}

/** Ids by name; what does not run yet has none. */
export type Ids = Shown & { runningTask: string | undefined };

/** Address of a look. @throws when it names something that is not shown */
export function addressOf({ at }: Look, ids: Ids): string {
  const byName = new Map<string, string | undefined>(Object.entries(ids));
  return at.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const id = byName.get(name);
    if (id === undefined) throw new Error(`Nothing shown is called ${name}.`);
    return id;
  });
}
