import { useLayoutEffect, useState, type RefObject } from 'react';

/** Before anything was measured, and where nothing can be. */
const USUAL = 8;

/** How many rows of a height have room in a list, as the window changes. The height is in the list's own letters (em). */
export function useRoom(
  list: RefObject<HTMLElement | null>,
  rowEm: number,
): number {
  const [room, setRoom] = useState(USUAL);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || !('ResizeObserver' in globalThis)) return;
    const measure = (): void => {
      const letter = Number.parseFloat(getComputedStyle(element).fontSize);
      const rows = Math.floor(element.clientHeight / (rowEm * letter));
      setRoom(Math.max(1, rows));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
    };
  }, [list, rowEm]);
  return room;
}
