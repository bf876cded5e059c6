import { useSyncExternalStore } from 'react';

import { readStored, store } from '../../browser/browser-storage.ts';
import type { Filters } from '../filters.ts';
import { VIEWS_KEY } from './keep-views.ts';

/** A list with its filters, by name: a link that has been given a name. */
export interface View {
  name: string;
  filters: Filters;
}

const MOST_VIEWS = 20;
export const MAX_NAME = 40;
const CHANGED = 'keyward-views-changed';

function isView(value: unknown): value is View {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'filters' in value &&
    typeof value.filters === 'object' &&
    value.filters !== null &&
    Object.values(value.filters).every((each) => typeof each === 'string')
  );
}

function parseViews(text: string | null | undefined): readonly View[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(stored)
      ? stored.filter(isView).slice(0, MOST_VIEWS)
      : [];
  } catch {
    return []; // Somebody else's text.
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
}

/** Views that a person has saved in this browser, for one list. `save` replaces the one of the same name. */
export function useSavedViews(
  list: string,
  personId: string,
): {
  views: readonly View[];
  isFull: boolean;
  save: (view: View) => void;
  remove: (name: string) => void;
  /** Stays in its place; one that had the new name is gone. */
  rename: (name: string, to: string) => void;
} {
  const key = `${VIEWS_KEY}${list}-${personId}`;
  const text = useSyncExternalStore(subscribe, () => readStored(key));
  const views = parseViews(text);
  const write = (next: readonly View[]): void => {
    store(key, JSON.stringify(next));
    window.dispatchEvent(new Event(CHANGED));
  };
  const others = (name: string): readonly View[] =>
    views.filter((view) => view.name !== name);
  return {
    views,
    isFull: views.length >= MOST_VIEWS,
    save: (view) => {
      write([...others(view.name), view]);
    },
    remove: (name) => {
      write(others(name));
    },
    rename: (name, to) => {
      write(
        views
          .filter((view) => view.name === name || view.name !== to)
          .map((view) => (view.name === name ? { ...view, name: to } : view)),
      );
    },
  };
}

/** Whether an address shows a view, in whatever order its parts stand. */
export function isShown({ filters }: View, shown: Filters): boolean {
  const entries = (each: Filters): string =>
    JSON.stringify(
      Object.entries(each)
        .filter(([, value]) => value !== undefined && value !== '')
        .sort(([one], [other]) => one.localeCompare(other)),
    );
  return entries(filters) === entries(shown);
}
