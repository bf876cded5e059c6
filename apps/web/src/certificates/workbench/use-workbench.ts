import { say } from '@keyward/messages';
import type {
  Bundle,
  BundleFile,
  BundlePurpose,
  ReadFile,
} from '@keyward/pki/bundle';
import { useEffect, useRef, useState } from 'react';

/** A file that was read; its bytes are kept only as long as a password would open them. */
interface HeldFile {
  read: ReadFile;
  locked: BundleFile | null;
}

export interface Workbench {
  names: string[];
  bundle: Bundle | null;
  isReading: boolean;
  /** Adds files to those that are there. */
  add: (files: readonly File[]) => void;
  addText: (text: string) => void;
  /** Tries a password on what is locked. It is not kept. */
  unlock: (password: string) => void;
  clear: () => void;
}

const MAX_BYTES = 65_536;

/**
 * Reads dropped files in this page and judges them together. Nothing is sent, and nothing is kept beyond this
 * component: no cache, no storage. The parser is loaded with the first file. `purpose` must be a stable object.
 */
export function useWorkbench(purpose: BundlePurpose): Workbench {
  const [held, setHeld] = useState<readonly HeldFile[]>([]);
  const [reading, setReading] = useState(0);
  const [judged, setJudged] = useState<Judged | null>(null);
  // What is still being read when the files are cleared or the page is left belongs to nobody any more.
  const round = useRef(0);
  useEffect(() => {
    return () => {
      round.current += 1;
    };
  }, []);
  useEffect(() => {
    if (held.length === 0) return;
    let isCurrent = true;
    void judge(held, purpose).then((bundle) => {
      if (isCurrent) setJudged({ held, bundle });
    });
    return () => {
      isCurrent = false;
    };
  }, [held, purpose]);

  const take = (
    work: () => Promise<(before: readonly HeldFile[]) => readonly HeldFile[]>,
  ): void => {
    const mine = round.current;
    setReading((count) => count + 1);
    void work().then((change) => {
      if (mine !== round.current) return;
      setReading((count) => count - 1);
      setHeld(change);
    });
  };
  return {
    names: held.map(({ read }) => read.name),
    bundle: held.length > 0 ? (judged?.bundle ?? null) : null,
    isReading: reading > 0 || (held.length > 0 && judged?.held !== held),
    add: (files) => {
      take(async () => {
        const fresh = await Promise.all(
          files.map(async (file) => hold(await toBundleFile(file))),
        );
        return (before) => [...before, ...fresh];
      });
    },
    addText: (text) => {
      take(async () => {
        const fresh = await hold({
          name: say('workbench.pasted-text'),
          bytes: new TextEncoder().encode(text),
        });
        return (before) => [...before, fresh];
      });
    },
    unlock: (password) => {
      take(async () => {
        const opened = await Promise.all(
          held.map(async (each) =>
            each.locked === null ? each : hold(each.locked, password),
          ),
        );
        return () => opened;
      });
    },
    clear: () => {
      round.current += 1;
      setReading(0);
      setHeld([]);
      setJudged(null);
    },
  };
}

interface Judged {
  held: readonly HeldFile[];
  bundle: Bundle;
}

async function hold(file: BundleFile, password?: string): Promise<HeldFile> {
  const { readBundleFile } = await import('@keyward/pki/bundle');
  const read = await readBundleFile(file, password);
  return { read, locked: read.isLocked ? file : null };
}

async function judge(
  held: readonly HeldFile[],
  purpose: BundlePurpose,
): Promise<Bundle> {
  const { judgeBundle } = await import('@keyward/pki/bundle');
  return judgeBundle(
    held.map(({ read }) => read),
    purpose,
  );
}

/** At most one byte more than is read, so that a huge file is refused without being loaded. */
async function toBundleFile(file: File): Promise<BundleFile> {
  const bytes = new Uint8Array(
    await file.slice(0, MAX_BYTES + 1).arrayBuffer(),
  );
  return { name: file.name, bytes };
}
