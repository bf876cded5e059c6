import './search.css';

import { say } from '@keyward/messages';
import {
  Spinner,
  TextInputGroup,
  TextInputGroupMain,
} from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useId, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import type { OfferGroup } from './offer.ts';
import { OfferList, optionId } from './offer-list.tsx';
import { useSearchBox } from './use-search-box.ts';

interface SearchBoxProps {
  label: string;
  /** What is offered beside what the console finds; all of it while nothing is typed. */
  offersFor?: (text: string) => OfferGroup[];
  /** Hands over what was typed before the field had the focus. */
  takeTyped?: () => string;
  /** After something was chosen. */
  onDone?: () => void;
  /** A list that lies over the page, open while one is typing; else it is part of its dialog. */
  isInline?: boolean;
}

const NOTHING_ELSE = (): OfferGroup[] => [];

/** One field that finds everything a person may see, and what they may do. */
export function SearchBox({
  label,
  offersFor = NOTHING_ELSE,
  takeTyped,
  onDone,
  isInline = false,
}: SearchBoxProps): ReactNode {
  const id = useId();
  const box = useSearchBox({ id, offersFor, onDone, isInline });
  const { text, groups, active, isOld, error, isMore } = box;
  const isShown = !isInline || (box.isOpen && text.trim() !== '');
  const count = groups.reduce((sum, { offers }) => sum + offers.length, 0);
  const hasList = isShown && count > 0;
  return (
    <div
      className={isInline ? 'kw-search kw-search-inline' : 'kw-search'}
      onBlur={box.onBlur}
    >
      <TextInputGroup className="kw-search-entry">
        <TextInputGroupMain
          icon={isOld ? <Spinner size="md" aria-hidden /> : <SearchIcon />}
          inputId={`${id}-field`}
          role="combobox"
          isExpanded={hasList}
          aria-controls={hasList ? `${id}-list` : ''}
          {...(hasList && active !== null
            ? { 'aria-activedescendant': optionId(id, active.key) }
            : {})}
          inputProps={{
            'aria-autocomplete': 'list',
            autoComplete: 'off',
            autoCapitalize: 'off',
            spellCheck: false,
            enterKeyHint: 'go',
            maxLength: 200,
          }}
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(_event, value) => {
            box.type(value);
          }}
          onFocus={() => {
            box.open();
            const typed = takeTyped?.() ?? '';
            if (typed !== '') box.type(text + typed);
          }}
          onKeyDown={box.onKeyDown}
        />
      </TextInputGroup>
      {isShown && (
        <div className="kw-search-found">
          {error !== null && (
            <p className="kw-search-note" role="alert">
              {say('search.could-not-search', {
                sentence: problemOf(error).title,
              })}
            </p>
          )}
          {hasList && (
            <OfferList
              id={id}
              label={say('search.what-was-found')}
              groups={groups}
              active={active}
              onPoint={box.point}
              onChoose={box.choose}
            />
          )}
          {isMore && (
            <p className="kw-search-note">{say('search.there-is-more')}</p>
          )}
        </div>
      )}
      <p className="pf-v6-screen-reader" role="status">
        {isShown && text.trim() !== '' && !isOld
          ? say('search.results', { count: box.found })
          : ''}
      </p>
    </div>
  );
}
