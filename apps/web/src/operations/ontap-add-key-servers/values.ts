import { OPERATIONS, type Json } from '@keyward/contract';
import { say } from '@keyward/messages';

import { sameNamedField } from '../../form/field-path.ts';
import { numberOf } from '../../form/number-field.tsx';
import type { FormStart } from '../operation-view.ts';

export interface KeyServerRow {
  server: string;
  timeoutSeconds: string;
  username: string;
  password: string;
}

export interface KeyServersValues {
  keyManager: string;
  servers: KeyServerRow[];
}

export const EMPTY_ROW: KeyServerRow = {
  server: '',
  timeoutSeconds: '',
  username: '',
  password: '',
};

const COLUMN_NAMES: Readonly<Record<string, string>> = {
  server: say('ontap-add-key-servers.address'),
  timeoutSeconds: say('ontap-add-key-servers.timeout-inline'),
  username: say('ontap-add-key-servers.user-name-inline'),
  password: say('ontap-add-key-servers.password-inline'),
};

function rowInput(row: KeyServerRow): Record<string, Json> {
  const timeout = numberOf(row.timeoutSeconds);
  return {
    server: row.server.trim(),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
    ...(row.username === '' ? {} : { username: row.username }),
    ...(row.password === '' ? {} : { password: row.password }),
  };
}

export const keyServersShape = {
  operation: 'ontap.add-key-servers',
  initial: (copied: Json | null, start: FormStart): KeyServersValues => {
    const read = OPERATIONS['ontap.add-key-servers'].frozen.safeParse(copied);
    if (!read.success) {
      return {
        keyManager: start.keyManager ?? '',
        servers: [{ ...EMPTY_ROW, server: start.server ?? '' }],
      };
    }
    return {
      keyManager: read.data.keyManager,
      servers: read.data.servers.map((each) => ({
        ...EMPTY_ROW,
        server: each.server,
        timeoutSeconds:
          each.timeoutSeconds === undefined ? '' : String(each.timeoutSeconds),
        username: each.username ?? '',
      })),
    };
  },
  toInput: (values: KeyServersValues): Json => ({
    keyManager: values.keyManager,
    servers: values.servers.map(rowInput),
  }),
  fieldOf: (pointer: string): string | null =>
    pointer === '/servers' ? 'servers.root' : sameNamedField(pointer),
  nameOf: (path: string): string => {
    const [, index, column] = path.split('.');
    if (path === 'keyManager') return say('ontap-add-key-servers.key-manager');
    return column === undefined
      ? say('ontap-add-key-servers.servers')
      : say('ontap-add-key-servers.field-of-server', {
          number: Number(index) + 1,
          field: COLUMN_NAMES[column] ?? column,
        });
  },
} as const;
