import { Fragment, type ReactNode } from 'react';

import type { MessageId } from './message-id.ts';
import { type Part, putTogether } from './parts.ts';

type Marked = (children: ReactNode) => ReactNode;

/** A message with elements in it: `{name}` takes a node, `<name>…</name>` is drawn by the function of that name. */
export function Say({
  id,
  values,
}: {
  id: MessageId;
  values: Readonly<Record<string, ReactNode | Marked>>;
}): ReactNode {
  const message: string | readonly Part[] = id;
  if (typeof message === 'string') return message;
  const pieces = putTogether<ReactNode | Marked, ReactNode>(
    message,
    values,
    (value) => (typeof value === 'function' ? null : value),
    (name, inner) => {
      const draw = values[name];
      const text = keyed(inner);
      return typeof draw === 'function' ? draw(text) : text;
    },
  );
  return keyed(pieces);
}

/** Places never move within a message, so the place is the key. */
function keyed(pieces: ReactNode[]): ReactNode {
  return pieces.map((piece, place) => <Fragment key={place}>{piece}</Fragment>);
}
