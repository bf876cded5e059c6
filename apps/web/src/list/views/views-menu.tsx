import { say } from '@keyward/messages';
import { useCopied } from '@keyward/ui';
import {
  Divider,
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  MenuItemAction,
  MenuToggle,
} from '@patternfly/react-core';
import { LinkIcon, PencilAltIcon, TrashIcon } from '@patternfly/react-icons';
import { useState, type MouseEvent, type ReactNode } from 'react';

import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { useWide } from '../../page/use-wide.ts';
import { hasFilters, type Filters } from '../filters.ts';
import { isShown, useSavedViews, type View } from './saved-views.ts';

const SaveViewDialog = lazyDialog(() =>
  import('./save-view-dialog.tsx').then((module) => module.SaveViewDialog),
);

interface ViewsMenuProps {
  /** Which list the views are of. */
  list: string;
  personId: string;
  builtIn: readonly View[];
  filters: Filters;
  /** Address of the list with these filters. */
  hrefOf: (filters: Filters) => string;
  onShow: (filters: Filters) => void;
}

/** Lists with a name: those that everybody has, and those that this person has saved in this browser. Each is an address. */
export function ViewsMenu(props: ViewsMenuProps): ReactNode {
  const { list, personId, builtIn, filters, hrefOf, onShow } = props;
  const isWide = useWide();
  const own = useSavedViews(list, personId);
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [renamed, setRenamed] = useState<string | null>(null);
  const { isCopied, copy } = useCopied();
  const shown = [...own.views, ...builtIn].find((view) =>
    isShown(view, filters),
  );
  const itemsOf = (views: readonly View[], areOwn: boolean): ReactNode =>
    views.map((view) => (
      <DropdownItem
        key={view.name}
        to={hrefOf(view.filters)}
        isSelected={view === shown}
        onClick={(event?: MouseEvent) => {
          // With a key held, the browser opens the address its own way.
          if (event?.ctrlKey === true || event?.metaKey === true) return;
          event?.preventDefault();
          setOpen(false);
          onShow(view.filters);
        }}
        {...(areOwn
          ? {
              actions: (
                <>
                  <MenuItemAction
                    icon={<LinkIcon />}
                    aria-label={say('list.copy-the-address-of', {
                      name: view.name,
                    })}
                    onClick={() => {
                      copy(
                        new URL(hrefOf(view.filters), window.location.href)
                          .href,
                      );
                    }}
                  />
                  <MenuItemAction
                    icon={<PencilAltIcon />}
                    aria-label={say('list.rename-the-view', {
                      name: view.name,
                    })}
                    onClick={() => {
                      setOpen(false);
                      setRenamed(view.name);
                    }}
                  />
                  <MenuItemAction
                    icon={<TrashIcon />}
                    aria-label={say('list.remove-the-view', {
                      name: view.name,
                    })}
                    onClick={() => {
                      own.remove(view.name);
                    }}
                  />
                </>
              ),
            }
          : {})}
      >
        {view.name}
      </DropdownItem>
    ));
  return (
    <>
      <Dropdown
        isOpen={isOpen}
        onOpenChange={setOpen}
        popperProps={{
          // A narrow page has the button at its start.
          position: isWide ? 'right' : 'left',
          appendTo: 'inline',
        }}
        toggle={(toggle) => (
          <MenuToggle
            ref={toggle}
            isExpanded={isOpen}
            onClick={() => {
              SaveViewDialog.prepare();
              setOpen(!isOpen);
            }}
          >
            {shown === undefined
              ? say('list.views')
              : say('list.view-named', { name: shown.name })}
          </MenuToggle>
        )}
      >
        <DropdownList>{itemsOf(builtIn, false)}</DropdownList>
        {own.views.length > 0 && (
          <DropdownGroup
            label={say('list.saved-in-this-browser')}
            labelHeadingLevel="h2"
          >
            <DropdownList>{itemsOf(own.views, true)}</DropdownList>
          </DropdownGroup>
        )}
        <p className="pf-v6-screen-reader" role="status">
          {isCopied ? say('list.address-copied') : ''}
        </p>
        <Divider />
        <DropdownList>
          <DropdownItem
            onClick={() => {
              copy(new URL(hrefOf(filters), window.location.href).href);
            }}
          >
            {isCopied
              ? say('list.address-copied')
              : say('list.copy-the-address')}
          </DropdownItem>
          <DropdownItem
            isAriaDisabled={!hasFilters(filters) || own.isFull}
            description={
              own.isFull
                ? say('list.remove-one-first')
                : hasFilters(filters)
                  ? undefined
                  : say('list.set-a-filter-or-an-order-first')
            }
            onClick={() => {
              setOpen(false);
              setSaving(true);
            }}
          >
            {say('list.save-this-view-dialog')}
          </DropdownItem>
        </DropdownList>
      </Dropdown>
      {renamed !== null && (
        <SaveViewDialog
          title={say('list.rename-this-view')}
          initial={renamed}
          taken={own.views
            .map(({ name }) => name)
            .filter((name) => name !== renamed)}
          onSave={(name) => {
            own.rename(renamed, name);
            setRenamed(null);
          }}
          onClose={() => {
            setRenamed(null);
          }}
        />
      )}
      {isSaving && (
        <SaveViewDialog
          title={say('list.save-this-view')}
          taken={own.views.map(({ name }) => name)}
          onSave={(name) => {
            own.save({ name, filters });
            setSaving(false);
          }}
          onClose={() => {
            setSaving(false);
          }}
        />
      )}
    </>
  );
}
