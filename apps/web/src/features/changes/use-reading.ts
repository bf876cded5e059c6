import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { hiddenChanges } from '@keyward/ui';
import { useState } from 'react';

import {
  acknowledgeId,
  inReadingOrder,
  isOpenWarning,
  warningKey,
} from '../../checks/check-order.ts';

/** Something that has to be read before a high-risk change can be approved. */
export interface Unread {
  key: string;
  /** `tick`: a warning to be ticked. `open`: folded changes to be opened. */
  kind: 'tick' | 'open';
  /** Id of the element that the reader has to go to. */
  elementId: string;
}

export const CAUTION_KEY = 'caution';

/** Everything in a change that has to be ticked or opened, in the order it stands on the page. */
function riskItems(change: ChangeDetail): Unread[] {
  return [
    ...(change.caution === null
      ? []
      : [tick(CAUTION_KEY, acknowledgeId(CAUTION_KEY))]),
    ...hiddenChanges(change.plan.differences).map((key) => ({
      key: foldItem(key),
      kind: 'open' as const,
      elementId: `fold-${key}`,
    })),
    ...inReadingOrder(change.checks)
      .filter(
        (check) => isOpenWarning(check) && check.evidence !== change.caution,
      )
      .map((check) =>
        tick(warningKey(check), acknowledgeId(warningKey(check))),
      ),
  ];
}

function tick(key: string, elementId: string): Unread {
  return { key, kind: 'tick', elementId };
}

/** A tick and a fold never share a key. */
export function foldItem(key: string): string {
  return say('changes.fold', { key });
}

export interface Reading {
  /** Whether this change asks for it at all: a high-risk one that this person may approve. */
  isAsked: boolean;
  unread: readonly Unread[];
  done: ReadonlySet<string>;
  mark: (key: string, isDone: boolean) => void;
}

/** What a person has read of this digest; another digest starts afresh. */
export function useReading(change: ChangeDetail): Reading {
  const [state, setState] = useState<{
    digest: string;
    done: ReadonlySet<string>;
  }>({ digest: change.digest, done: new Set() });
  const done = state.digest === change.digest ? state.done : new Set<string>();
  const isAsked =
    change.risk === 'high' &&
    change.state === 'pending' &&
    change.actions.approve.allowed;
  return {
    isAsked,
    unread: isAsked
      ? riskItems(change).filter((item) => !done.has(item.key))
      : [],
    done,
    mark: (key, isDone) => {
      const next = new Set(done);
      if (isDone) next.add(key);
      else next.delete(key);
      setState({ digest: change.digest, done: next });
    },
  };
}
