import { StatusLabel, VisibleText } from '@keyward/ui';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';

import type { Offer, OfferGroup } from './offer.ts';

/** Id of an option's element, for the field that points at it. */
export function optionId(id: string, key: string): string {
  return `${id}-option-${key.replaceAll(/\s/g, '_')}`;
}

interface OfferListProps {
  id: string;
  label: string;
  groups: readonly OfferGroup[];
  active: Offer | null;
  onPoint: (offer: Offer) => void;
  onChoose: (offer: Offer, event: KeyboardEvent | MouseEvent) => void;
}

/** What was found, by kind. Focus stays in the field, which names the active option. */
export function OfferList({
  id,
  label,
  groups,
  active,
  onPoint,
  onChoose,
}: OfferListProps): ReactNode {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      className="kw-search-list"
    >
      {groups
        .filter(({ offers }) => offers.length > 0)
        .map((group) => (
          <div
            key={group.key}
            role="group"
            aria-labelledby={`${id}-group-${group.key}`}
          >
            <div id={`${id}-group-${group.key}`} className="kw-search-title">
              {group.title}
            </div>
            {group.offers.map((offer) => (
              // The field keeps the focus and takes the keys; a pointer chooses here.
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are the combobox's.
              <div
                key={offer.key}
                id={optionId(id, offer.key)}
                role="option"
                tabIndex={-1}
                aria-selected={offer.key === active?.key}
                className="kw-search-offer"
                onMouseDown={(event) => {
                  event.preventDefault();
                }}
                onMouseMove={() => {
                  if (offer.key !== active?.key) onPoint(offer);
                }}
                onClick={(event) => {
                  onChoose(offer, event);
                }}
              >
                <OfferRow offer={offer} />
              </div>
            ))}
          </div>
        ))}
    </div>
  );
}

function OfferRow({ offer }: { offer: Offer }): ReactNode {
  const { icon: Icon, text, detail, isReference = false, state } = offer;
  return (
    <>
      <span className="kw-search-icon" aria-hidden>
        <Icon />
      </span>
      <span className="kw-search-words">
        <span className={isReference ? 'kw-reference' : ''}>
          <VisibleText text={text} />
        </span>
        {detail !== undefined && detail !== '' && (
          <span className="kw-search-detail">
            <VisibleText text={detail} />
          </span>
        )}
      </span>
      {state !== undefined && (
        <StatusLabel tone={state.tone}>{state.word}</StatusLabel>
      )}
    </>
  );
}
