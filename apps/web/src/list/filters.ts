/** Filters of a list as the address bar holds them: text, absent when not set, several values joined by commas. */
export type Filters = Readonly<Record<string, string | undefined>>;

/** The filters after a change of some; empty ones disappear, so that an address says only what is set. */
export function withFilters<F extends Filters>(filters: F, patch: Filters): F {
  const entries = Object.entries({ ...filters, ...patch }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return Object.fromEntries(entries) as F; // The keys of F are all optional, and only its values were filtered.
}

/** Values of one filter that takes several. */
export function valuesOf(filter: string | undefined): string[] {
  return filter === undefined
    ? []
    : filter.split(',').filter((value) => value !== '');
}

export function hasFilters(filters: Filters): boolean {
  return Object.values(filters).some(
    (value) => value !== undefined && value !== '',
  );
}
