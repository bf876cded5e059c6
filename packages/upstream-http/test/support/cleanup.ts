import { afterEach } from 'vitest';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Closes it after the running test. */
export function closeAfterTest<T extends { close(): Promise<void> }>(
  closable: T,
): T {
  closers.push(() => closable.close());
  return closable;
}
