import type { StatusTone } from '@keyward/ui';
import type { NavigateOptions } from '@tanstack/react-router';
import type { ComponentType } from 'react';

/** One thing that the search can lead to. */
export interface Offer {
  /** Unique among what is offered. */
  key: string;
  icon: ComponentType;
  text: string;
  /** What tells it from others of its kind. */
  detail?: string | undefined;
  /** Found by these words too, which are not shown. */
  words?: string;
  /** Identifiers are set in the fixed-width font. */
  isReference?: boolean;
  state?: { word: string; tone: StatusTone } | undefined;
  goal: NavigateOptions | (() => void);
}

/** Offers of one kind below their heading. */
export interface OfferGroup {
  key: string;
  title: string;
  offers: readonly Offer[];
}
