import type { Draft, DraftRequest, OperationId } from '@keyward/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { problemOf, type AnyProblem } from '../../api/api-problem.ts';
import { deleteDraft, draftKeys, saveDraft } from '../../api/drafts.ts';
import type { Filled } from '../../operations/operation-view.ts';
import type { Reasoning } from './submit-form.tsx';

/** A pause in typing of this long saves. */
const PAUSE_MS = 2_000;
/** A submission waits no longer than this for a save: the console refuses one that comes after it. */
const MOST_WAIT_MS = 3_000;

type Keeping =
  | { state: 'untouched' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; problem: AnyProblem }
  /** Submitted or thrown away in another window. */
  | { state: 'ended' };

export interface KeptDraft {
  /** Null until something is kept. */
  id: string | null;
  /** Named by the submission also while the first save is still on its way, so that the two end together. */
  ownId: () => string;
  keeping: Keeping;
  /** Leaving now loses something: a secret, which is never kept, or what could not be saved. */
  loses: 'secret' | 'unsaved' | null;
  fill: (filled: Filled) => void;
  giveReasons: (reasoning: Reasoning) => void;
  /** Saves at once what waits for a pause. */
  flush: () => void;
  /** Nothing is saved from here on, and what is on its way has arrived: the change itself is being submitted. */
  hold: () => Promise<void>;
  /** The submission failed, so keeping goes on. */
  release: () => void;
  /** Goes on under another id, after this draft ended elsewhere. */
  keepAnew: () => void;
  discard: () => Promise<void>;
}

interface KeptDraftOptions {
  operation: OperationId;
  connectionId: string | undefined;
  /** The draft that the page was opened with. */
  opened: Draft | null;
  /** The change that this one is a changed copy of. */
  copyOf: string | undefined;
  /** What the reasons are to begin with. */
  reasoning: Reasoning;
  /** Told when something is kept for the first time, so that the address can name it. */
  onKept: (id: string) => void;
}

interface Content {
  /** Null while nothing was changed since the draft was opened. */
  filled: Filled | null;
  reasoning: Reasoning;
}

/** A number that is none yet is left out: a draft need not be valid. */
function hoursOf({ expiresInHours }: Reasoning): { expiresInHours?: number } {
  const hours = Number(expiresInHours);
  return expiresInHours === '' || !Number.isFinite(hours)
    ? {}
    : { expiresInHours: hours };
}

function bodyOf(
  { operation, connectionId, opened, copyOf }: KeptDraftOptions,
  { filled, reasoning }: Content,
): DraftRequest {
  const delivery = filled?.secretDelivery ?? opened?.secretDelivery ?? null;
  return {
    operation,
    ...(connectionId === undefined ? {} : { connectionId }),
    values: filled?.values ?? opened?.values ?? {},
    ...(delivery === null ? {} : { secretDelivery: delivery }),
    reason: reasoning.reason,
    ticket: reasoning.ticket,
    ...hoursOf(reasoning),
    ...(copyOf === undefined ? {} : { copyOf }),
  };
}

/**
 * Keeps what a person fills in on the server: two seconds after the last keystroke, when they leave a field, and when
 * they leave the page. One save is under way at a time, so a late one never overtakes a newer. Secrets never come here.
 */
export function useKeptDraft(options: KeptDraftOptions): KeptDraft {
  const queryClient = useQueryClient();
  const [id, setId] = useState(options.opened?.id ?? null);
  const [keeping, setKeeping] = useState<Keeping>(
    options.opened === null
      ? { state: 'untouched' }
      : { state: 'saved', at: options.opened.updatedAt },
  );
  const [holdsSecret, setHoldsSecret] = useState(false);
  const current = useRef(options);
  current.current = options;
  const first: Content = { filled: null, reasoning: options.reasoning };
  const work = useRef({
    id: options.opened?.id ?? crypto.randomUUID(),
    isKept: options.opened !== null,
    content: first,
    isDue: false,
    isHeld: false,
    isEnded: false,
    isLeft: false,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    onItsWay: Promise.resolve(),
  });

  const save = async (keepalive: boolean): Promise<void> => {
    const now = work.current;
    if (!now.isDue || now.isHeld || now.isEnded) return;
    now.isDue = false;
    const own = now.id;
    setKeeping({ state: 'saving' });
    try {
      const draft = await saveDraft(
        own,
        bodyOf(current.current, now.content),
        keepalive,
      );
      queryClient.setQueryData(draftKeys.one(own), draft);
      void queryClient.invalidateQueries({ queryKey: draftKeys.list });
      setId(own);
      setKeeping({ state: 'saved', at: draft.updatedAt });
      const isFirst = !now.isKept;
      now.isKept = true;
      if (isFirst && !now.isLeft) current.current.onKept(own);
    } catch (error) {
      const problem = problemOf(error);
      now.isEnded = problem.code === 'not_found';
      setKeeping(
        now.isEnded ? { state: 'ended' } : { state: 'failed', problem },
      );
    }
  };

  const flush = (keepalive = false): void => {
    const now = work.current;
    clearTimeout(now.timer);
    if (!now.isDue || now.isHeld) return;
    // A page that is being left waits for nothing.
    now.onItsWay = keepalive
      ? Promise.all([now.onItsWay, save(true)]).then(() => undefined)
      : now.onItsWay.then(() => save(false));
  };

  const waitForPause = (): void => {
    const now = work.current;
    clearTimeout(now.timer);
    now.timer = setTimeout(flush, PAUSE_MS);
  };

  const note = (content: Partial<Content>): void => {
    const now = work.current;
    now.content = { ...now.content, ...content };
    now.isDue = true;
    waitForPause();
  };

  const hold = async (): Promise<void> => {
    const now = work.current;
    clearTimeout(now.timer);
    now.isHeld = true;
    await Promise.race([
      now.onItsWay,
      new Promise((resolve) => setTimeout(resolve, MOST_WAIT_MS)),
    ]);
  };

  const leave = useRef(flush);
  leave.current = flush;
  useEffect(() => {
    const now = work.current;
    now.isLeft = false;
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') leave.current(true);
    };
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      now.isLeft = true;
      leave.current(true);
    };
  }, []);

  return {
    id,
    ownId: () => work.current.id,
    keeping,
    loses: holdsSecret
      ? 'secret'
      : keeping.state === 'failed' || keeping.state === 'ended'
        ? 'unsaved'
        : null,
    fill: (filled) => {
      setHoldsSecret(filled.holdsSecret);
      note({ filled });
    },
    giveReasons: (reasoning) => {
      note({ reasoning });
    },
    flush: () => {
      flush();
    },
    hold,
    release: () => {
      work.current.isHeld = false;
      if (work.current.isDue) waitForPause();
    },
    keepAnew: () => {
      const now = work.current;
      now.id = crypto.randomUUID();
      now.isKept = false;
      now.isEnded = false;
      now.isDue = true;
      flush();
    },
    discard: async () => {
      await hold();
      if (work.current.isKept) await deleteDraft(work.current.id);
      await queryClient.invalidateQueries({ queryKey: draftKeys.list });
    },
  };
}
