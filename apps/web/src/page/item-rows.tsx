import type { ReactNode } from 'react';

/** Things of one kind below each other, each told in two lines: lighter than a table, and the same on a phone. */
export function ItemRows({
  label,
  children,
}: {
  label: string;
  children: ReactNode;
}): ReactNode {
  return (
    <ul className="kw-items" aria-label={label}>
      {children}
    </ul>
  );
}

interface ItemRowProps {
  /** Opens the thing. */
  link: ReactNode;
  title: ReactNode;
  /** Where, who, when: each a short piece; null ones are left out. */
  facts: readonly ReactNode[];
  /** A sentence, on a line of its own. */
  note?: ReactNode;
  /** State, at the end of the first line. */
  aside?: ReactNode;
  /** What can be done about it right here. */
  actions?: ReactNode;
}

export function ItemRow({
  link,
  title,
  note,
  facts,
  aside,
  actions,
}: ItemRowProps): ReactNode {
  return (
    <li className="kw-item">
      <div className="kw-item-head">
        <span className="kw-item-title">
          {link} {title}
        </span>
        {aside}
      </div>
      {note !== undefined && <p className="kw-fine-print">{note}</p>}
      <ul className="kw-belongs kw-item-facts">
        {facts
          .filter((fact) => fact !== null)
          .map((fact, index) => (
            <li key={index}>{fact}</li>
          ))}
      </ul>
      {actions !== undefined && (
        <div className="kw-item-actions">{actions}</div>
      )}
    </li>
  );
}
