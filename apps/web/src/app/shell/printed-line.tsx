import type { Session } from '@keyward/contract';
import { Say } from '@keyward/messages';
import { Timestamp, ZoneNote } from '@keyward/ui';
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

/** On paper alone: who printed this, when, and which zone its times are in. */
export function PrintedLine({ session }: { session: Session }): ReactNode {
  const [at, setAt] = useState(() => new Date().toISOString());
  useEffect(() => {
    const onPrint = (): void => {
      // The browser takes the page as it is when this returns.
      flushSync(() => {
        setAt(new Date().toISOString());
      });
    };
    window.addEventListener('beforeprint', onPrint);
    return () => {
      window.removeEventListener('beforeprint', onPrint);
    };
  }, []);
  return (
    <p className="kw-print-only kw-fine-print">
      <Say
        id="shell.printed-by-at"
        values={{
          name: session.person.displayName,
          time: <Timestamp at={at} show="precise" />,
        }}
      />{' '}
      <ZoneNote />
    </p>
  );
}
