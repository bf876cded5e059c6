import type { Database } from '@keyward/database';
import { Gauge, type Registry } from 'prom-client';

import type { KeyCustody } from '../key-custody/key-custody.ts';
import { countByKey } from '../key-custody/sealed-rows.ts';

/** Whether the console is sealed, and how much of a rotation is still to do. */
export function registerKeyFigures(
  { db, keys }: { db: Database; keys: Pick<KeyCustody, 'sealed' | 'current'> },
  registers: Registry[],
): void {
  new Gauge({
    name: 'keyward_sealed',
    help: '1 while the key-encryption key is missing or another one.',
    registers,
    collect() {
      this.set(keys.sealed === null ? 0 : 1);
    },
  });
  new Gauge({
    name: 'keyward_sealed_values',
    help: 'Sealed values by the key-encryption key that opens them: the one in use, or another.',
    labelNames: ['key'],
    registers,
    async collect() {
      const inUse = keys.sealed === null ? keys.current().id : null;
      const counts = await countByKey(db).catch(() => null);
      if (counts === null) return;
      let others = 0;
      for (const [id, count] of counts) if (id !== inUse) others += count;
      this.set({ key: 'in_use' }, counts.get(inUse ?? '') ?? 0);
      this.set({ key: 'other' }, others);
    },
  });
}
