import { useLayoutEffect, useState, type RefObject } from 'react';

/** Before anything was measured, and where nothing can be. */
const USUAL = 8;

/** How many rows have room in a list, as the window changes. Heights are in the list's own letters (em). */
export function useRoom(
  list: RefObject<HTMLElement | null>,
  { row, gap }: { row: number; gap: number },
): number {
  const [room, setRoom] = useState(USUAL);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || !('ResizeObserver' in globalThis)) return;
    const measure = (): void => {
      const letter = Number.parseFloat(getComputedStyle(element).fontSize);
      const height = element.clientHeight / letter;
      setRoom(Math.max(1, Math.floor((height + gap) / (row + gap))));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
    };
  }, [list, row, gap]);
  return room;
}
