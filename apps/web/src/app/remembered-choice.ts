import { readStored, store } from '../browser/browser-storage.ts';

export interface RememberedChoice<Value extends string> {
  values: readonly Value[];
  /** What was chosen on this browser; the first value until then. */
  read: () => Value;
  choose: (value: Value) => void;
  /** Calls `onChange` whenever somebody chooses, here or in another tab. Gives back how to stop. */
  watch: (onChange: () => void) => () => void;
}

/** A choice about how the page looks: it lies in the browser's storage, and holds for this page where there is none. */
export function rememberedChoice<const Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
): RememberedChoice<Value> {
  const watchers = new Set<() => void>();
  let unstored: Value = values[0];
  const tell = (): void => {
    for (const onChange of watchers) onChange();
  };
  window.addEventListener('storage', (event) => {
    if (event.key === key) tell();
  });
  return {
    values,
    read: () => {
      const stored = readStored(key);
      if (stored === undefined) return unstored;
      return values.find((each) => each === stored) ?? values[0];
    },
    choose: (value) => {
      unstored = value;
      store(key, value);
      tell();
    },
    watch: (onChange) => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
  };
}
