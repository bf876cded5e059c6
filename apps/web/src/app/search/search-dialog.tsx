import { say } from '@keyward/messages';
import { Modal, ModalBody } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { SearchBox } from '../../features/search/search-box.tsx';
import { useOffers } from './use-offers.ts';

interface SearchDialogProps {
  /** Hands over what was typed before the field had the focus. */
  takeTyped: () => string;
  onClose: () => void;
}

/** The search over everything; closing gives focus back to where it was. */
export function SearchDialog({
  takeTyped,
  onClose,
}: SearchDialogProps): ReactNode {
  const offersFor = useOffers();
  return (
    <Modal
      isOpen
      id="kw-search-dialog"
      variant="medium"
      position="top"
      positionOffset="3.5rem"
      elementToFocus="#kw-search-dialog input"
      aria-label={say('search.search')}
      onClose={onClose}
    >
      <ModalBody>
        <SearchBox
          label={say('search.what-can-be-found')}
          offersFor={offersFor}
          takeTyped={takeTyped}
          onDone={onClose}
        />
        <p className="kw-search-keys" aria-hidden>
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {say('search.choose')}
          </span>
          <span>
            <kbd>{say('search.key-enter')}</kbd> {say('search.open')}
          </span>
          <span>
            <kbd>{say('search.key-escape')}</kbd> {say('search.close')}
          </span>
        </p>
      </ModalBody>
    </Modal>
  );
}
