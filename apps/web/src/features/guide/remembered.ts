const STOPPED = 'keyward-guide';
const SET_UP = 'keyward-set-up';

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return ''; // Storage can be switched off.
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not remembered; it is asked again next time.
  }
}

/** Whether this person has told the guide, on this browser, to stop. */
export function isGuideStopped(personId: string): boolean {
  return read(STOPPED).split(' ').includes(personId);
}

export function stopGuide(personId: string): void {
  const others = read(STOPPED)
    .split(' ')
    .filter((id) => id !== '' && id !== personId);
  write(STOPPED, [...others, personId].join(' '));
}

/** Notes who is not guided as it is, and gives back what remembers it again. */
export function keepStopped(): () => void {
  const stopped = read(STOPPED);
  return () => {
    if (stopped !== '') write(STOPPED, stopped);
  };
}

/** Whether the console was seen set up, which it then stays: so that nothing needs to be asked again. */
export function wasSetUp(): boolean {
  return read(SET_UP) === 'yes';
}

export function noteSetUp(): void {
  write(SET_UP, 'yes');
}
