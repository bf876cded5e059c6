import { numberOf } from '../../form/number-field.tsx';

/** What a timeout means, in words; ONTAP gives two numbers a meaning of their own. */
export function timeoutWords(text: string): string {
  const seconds = numberOf(text);
  if (seconds === undefined) return 'left to ONTAP';
  if (seconds === -1) return 'wait for ever';
  if (seconds === 0) return 'do not wait';
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= 60
    ? `wait up to ${String(seconds)} s`
    : 'from −1 to 60';
}
