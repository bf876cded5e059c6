import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/**
 * Arrows go from card to card without choosing, since a choice folds the cards away at once: by themselves radio buttons
 * would let a person with a keyboard reach the second card and never the third. Space chooses.
 */
export function goByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const radios = [
    ...event.currentTarget.querySelectorAll<HTMLInputElement>(
      'input[type="radio"]:not(:disabled)',
    ),
  ];
  const at = radios.findIndex((radio) => radio === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  radios.at((at + step) % radios.length)?.focus();
}
