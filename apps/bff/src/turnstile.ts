export interface Turnstile {
  readonly through: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Lets so many through at once; the others wait in the order in which they came. */
export function createTurnstile(places: number): Turnstile {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    async through(work) {
      if (free === 0) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else free -= 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
