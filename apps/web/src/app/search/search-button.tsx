import { say } from '@keyward/messages';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useCallback, useState, type ReactNode } from 'react';

import { useSearchKeys } from './use-search-keys.ts';
import { useTypedAhead } from './use-typed-ahead.ts';
import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';

const SearchDialog = lazyDialog(() =>
  import('./search-dialog.tsx').then((module) => module.SearchDialog),
);

/** Opens the search; the dialog is loaded when a pointer or the focus comes near, or a key asks for it. */
export function SearchButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => {
    setOpen(true);
  }, []);
  useSearchKeys(open);
  const takeTyped = useTypedAhead(isOpen);
  return (
    <>
      <button
        type="button"
        className="pf-v6-c-button pf-m-control kw-search-button"
        aria-label={say('shell.search')}
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
        onClick={open}
        {...prepareNear(SearchDialog)}
      >
        <SearchIcon aria-hidden />
        <span className="kw-search-button-words" aria-hidden>
          {say('shell.search')}
        </span>
        <kbd className="kw-search-button-words" aria-hidden>
          /
        </kbd>
      </button>
      {isOpen && (
        <SearchDialog
          takeTyped={takeTyped}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
