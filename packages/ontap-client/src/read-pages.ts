import type { AnswerMemory } from '@keyward/upstream-http';
import type { z } from 'zod';

import type { OntapConnection } from './ontap-connection.ts';
import { protocolError } from './protocol-error.ts';

const MAX_PAGES = 100;

interface Page<R> {
  records: R[];
  _links?: { next?: { href: string } | undefined } | undefined;
}

/**
 * All records of a collection, following `_links.next`. A link that leads to another path, a page seen before or more
 * than 100 pages end the read as a protocol error: a partial list must not pass for the whole.
 */
export async function readPages<R>(
  connection: OntapConnection,
  path: string,
  query: Record<string, string>,
  page: z.ZodType<Page<R>>,
  memoryOf?: (page: number) => AnswerMemory,
): Promise<R[]> {
  const records: R[] = [];
  const seen = new Set<string>();
  let wanted: Record<string, string> = query;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const answer = await connection.get(path, wanted, page, memoryOf?.(count));
    records.push(...answer.records);
    const next = answer._links?.next?.href;
    if (next === undefined) return records;
    if (seen.has(next)) {
      throw protocolError('ONTAP sent the same next page twice.');
    }
    seen.add(next);
    wanted = nextQuery(path, next);
  }
  throw protocolError(`ONTAP sent more than ${String(MAX_PAGES)} pages.`);
}

function nextQuery(path: string, href: string): Record<string, string> {
  const [target = '', query = ''] = href.split('?', 2);
  if (decoded(target) !== decoded(path)) {
    throw protocolError('ONTAP sent a next page of another collection.');
  }
  return Object.fromEntries(new URLSearchParams(query));
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
