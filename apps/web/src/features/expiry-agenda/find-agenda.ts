import type { AgendaItem } from '@keyward/contract';

import { placeText } from '../../certificates/place-of-use.tsx';
import { valuesOf } from '../../list/filters.ts';
import { hasAllWords, itemText } from '../../list/item-text.ts';
import { agendaKey } from './agenda-words.ts';

export interface AgendaFilters {
  q?: string;
  status?: string;
  connectionId?: string;
}

/** What the filters let through; what has to be requested first stays first. */
export function findAgenda(
  items: readonly AgendaItem[],
  { q = '', status, connectionId }: AgendaFilters,
): AgendaItem[] {
  const statuses = valuesOf(status);
  const connections = valuesOf(connectionId);
  return items.filter(
    (item) =>
      (statuses.length === 0 || statuses.includes(item.status)) &&
      (connections.length === 0 ||
        item.uses.some((use) => connections.includes(use.connectionId))) &&
      hasAllWords(
        [itemText(item), ...item.uses.map(placeText)].join('\n').toLowerCase(),
        q,
      ),
  );
}

export function findByKey(
  items: readonly AgendaItem[],
  key: string | undefined,
): AgendaItem | undefined {
  return items.find((item) => agendaKey(item) === key);
}
