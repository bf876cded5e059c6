import { useNavigate, useRouter } from '@tanstack/react-router';
import {
  useEffect,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';

import type { Offer, OfferGroup } from './offer.ts';
import { optionId } from './offer-list.tsx';
import { useFindings, type Findings } from './use-findings.ts';

interface SearchBoxState extends Findings {
  text: string;
  active: Offer | null;
  isOpen: boolean;
  /** How many things were found, without the lists. */
  found: number;
  type: (text: string) => void;
  open: () => void;
  point: (offer: Offer) => void;
  choose: (offer: Offer, event: KeyboardEvent | MouseEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onBlur: (event: FocusEvent<HTMLElement>) => void;
}

interface SearchBoxParts {
  id: string;
  offersFor: (text: string) => OfferGroup[];
  onDone: (() => void) | undefined;
  isInline: boolean;
}

/** What somebody types, what it finds, which of it is active, and where choosing it leads. */
export function useSearchBox({
  id,
  offersFor,
  onDone,
  isInline,
}: SearchBoxParts): SearchBoxState {
  const navigate = useNavigate();
  const router = useRouter();
  const [text, setText] = useState('');
  const [pointed, setPointed] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  // Enter, pressed before the console has answered, opens what the answer brings first.
  const [awaited, setAwaited] = useState<string | null>(null);
  const findings = useFindings(text);
  const groups = inOrder(findings, offersFor(text.trim()), text.trim());
  const all = groups.flatMap(({ offers }) => offers);
  const active = all.find(({ key }) => key === pointed) ?? all[0] ?? null;

  const choose: SearchBoxState['choose'] = ({ goal }, event) => {
    if (typeof goal === 'function') {
      goal();
    } else if (event.ctrlKey || event.metaKey) {
      window.open(router.buildLocation(goal).href, '_blank', 'noopener');
      return;
    } else {
      void navigate(goal);
    }
    setText('');
    setOpen(false);
    onDone?.();
  };

  const first = all[0];
  const isAwaited = awaited !== null && awaited === text && !findings.isOld;
  useEffect(() => {
    if (!isAwaited || first === undefined) return;
    setAwaited(null);
    if (typeof first.goal === 'function') return;
    void navigate(first.goal);
    setText('');
    setOpen(false);
    onDone?.();
  }, [isAwaited, first, navigate, onDone]);

  const move = (by: number): void => {
    if (all.length === 0) return;
    const at = active === null ? -1 : all.indexOf(active);
    const next = all[(at + by + all.length) % all.length];
    if (next === undefined) return;
    setPointed(next.key);
    document
      .getElementById(optionId(id, next.key))
      ?.scrollIntoView({ block: 'nearest' });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (findings.isOld && pointed === null) setAwaited(text);
      else if (active !== null && (!isInline || text.trim() !== '')) {
        choose(active, event);
      }
    } else if (event.key === 'Escape' && isInline && text !== '') {
      event.preventDefault();
      setText('');
    }
  };

  return {
    ...findings,
    groups,
    text,
    active,
    isOpen,
    found: all.length - (text.trim() === '' ? 0 : LISTS),
    type: (value) => {
      setText(value);
      setPointed(null);
      setAwaited(null);
      setOpen(true);
    },
    open: () => {
      setOpen(true);
    },
    point: (offer) => {
      setPointed(offer.key);
    },
    choose,
    onKeyDown,
    onBlur: ({ currentTarget, relatedTarget }) => {
      if (!currentTarget.contains(relatedTarget)) setOpen(false);
    },
  };
}

/** The two ways into the lists, which are there for any text. */
const LISTS = 2;

/** Things first, unless what one may do or open begins just so. The lists come last. */
function inOrder(
  { groups, isExact }: Findings,
  offered: readonly OfferGroup[],
  text: string,
): OfferGroup[] {
  const lists = groups.filter(({ key }) => key === 'lists');
  const things = groups.filter(({ key }) => key !== 'lists');
  const isNamed =
    !isExact &&
    offered.some(({ offers }) =>
      offers.some((offer) =>
        offer.text.toLowerCase().startsWith(text.toLowerCase()),
      ),
    );
  return isNamed
    ? [...offered, ...things, ...lists]
    : [...things, ...offered, ...lists];
}
