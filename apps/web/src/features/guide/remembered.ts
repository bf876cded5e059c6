import { readStored, store } from '../../browser/browser-storage.ts';

const STOPPED = 'keyward-guide';
const SET_UP = 'keyward-set-up';

/** Ids of people, with blanks between. */
function stoppedFor(): string {
  return readStored(STOPPED) ?? '';
}

/** Whether this person has told the guide, on this browser, to stop. */
export function isGuideStopped(personId: string): boolean {
  return stoppedFor().split(' ').includes(personId);
}

export function stopGuide(personId: string): void {
  const others = stoppedFor()
    .split(' ')
    .filter((id) => id !== '' && id !== personId);
  store(STOPPED, [...others, personId].join(' '));
}

/** Notes who is not guided as it is, and gives back what remembers it again. */
export function keepStopped(): () => void {
  const stopped = stoppedFor();
  return () => {
    if (stopped !== '') store(STOPPED, stopped);
  };
}

/** Whether the console was seen set up, which it then stays: so that nothing needs to be asked again. */
export function wasSetUp(): boolean {
  return readStored(SET_UP) === 'yes';
}

export function noteSetUp(): void {
  store(SET_UP, 'yes');
}
