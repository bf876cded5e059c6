import { say } from '@keyward/messages';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';

import { useSearchKeys } from './use-search-keys.ts';

const loadDialog = () => import('./search-dialog.tsx');
const SearchDialog = lazy(() =>
  loadDialog().then((module) => ({ default: module.SearchDialog })),
);

/** Opens the search; the dialog is loaded when a pointer or the focus comes near, or a key asks for it. */
export function SearchButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => {
    setOpen(true);
  }, []);
  useSearchKeys(open);
  const prepare = (): void => {
    void loadDialog();
  };
  return (
    <>
      <button
        type="button"
        className="pf-v6-c-button pf-m-control kw-search-button"
        aria-label={say('shell.search')}
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
        onClick={open}
        onPointerEnter={prepare}
        onFocus={prepare}
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
        <Suspense fallback={null}>
          <SearchDialog
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
