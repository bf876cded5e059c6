import { say } from '@keyward/messages';
import {
  Dropdown,
  DropdownItem,
  DropdownList,
  MenuToggle,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

export interface MoreMenuItem {
  label: string;
  isDanger?: boolean;
  onChoose: () => void;
}

/** The rarer things that can be done here, behind a button. It closes with the choice. */
export function MoreMenu({
  items,
}: {
  items: readonly MoreMenuItem[];
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      popperProps={{ position: 'right', appendTo: 'inline' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          isExpanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {say('page.more')}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {items.map(({ label, isDanger = false, onChoose }) => (
          <DropdownItem
            key={label}
            isDanger={isDanger}
            onClick={() => {
              setOpen(false);
              onChoose();
            }}
          >
            {label}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
