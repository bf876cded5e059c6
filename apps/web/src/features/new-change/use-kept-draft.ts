import type { Draft, DraftRequest, OperationId } from '@keyward/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { problemOf, type AnyProblem } from '../../api/api-problem.ts';
import { deleteDraft, draftKeys, saveDraft } from '../../api/drafts.ts';
import type { Filled } from '../../operations/operation-view.ts';
import type { Reasoning } from './submit-form.tsx';

/** A pause in typing of this long saves. */
const PAUSE_MS = 2_000;

type Keeping =
  | { state: 'untouched' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; problem: AnyProblem };

export interface KeptDraft {
  /** Null until something is kept. */
  id: string | null;
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
  discard: () => Promise<void>;
}

interface KeptDraftOptions {
  operation: OperationId;
  connectionId: string | undefined;
  /** The draft that the page was opened with. */
  opened: Draft | null;
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
  { operation, connectionId, opened }: KeptDraftOptions,
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
    id: options.opened?.id ?? null,
    content: first,
    isDue: false,
    isHeld: false,
    isLeft: false,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    onItsWay: Promise.resolve(),
  });

  const save = async (keepalive: boolean): Promise<void> => {
    const now = work.current;
    if (!now.isDue || now.isHeld) return;
    now.isDue = false;
    const isFirst = now.id === null;
    const own = (now.id ??= crypto.randomUUID());
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
      if (isFirst && !now.isLeft) current.current.onKept(own);
    } catch (error) {
      if (isFirst) now.id = null;
      setKeeping({ state: 'failed', problem: problemOf(error) });
    }
  };

  const flush = (keepalive = false): void => {
    const now = work.current;
    clearTimeout(now.timer);
    if (!now.isDue || now.isHeld) return;
    // A page that is being left waits for nothing.
    if (keepalive) void save(true);
    else now.onItsWay = now.onItsWay.then(() => save(false));
  };

  const note = (content: Partial<Content>): void => {
    const now = work.current;
    now.content = { ...now.content, ...content };
    now.isDue = true;
    clearTimeout(now.timer);
    now.timer = setTimeout(flush, PAUSE_MS);
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
    keeping,
    loses: holdsSecret
      ? 'secret'
      : keeping.state === 'failed'
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
    hold: async () => {
      const now = work.current;
      clearTimeout(now.timer);
      now.isHeld = true;
      await now.onItsWay;
    },
    release: () => {
      work.current.isHeld = false;
    },
    discard: async () => {
      const now = work.current;
      clearTimeout(now.timer);
      now.isHeld = true;
      await now.onItsWay;
      if (now.id !== null) await deleteDraft(now.id);
      await queryClient.invalidateQueries({ queryKey: draftKeys.list });
    },
  };
}
