import type { Session } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import {
  Divider,
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  MenuToggle,
} from '@patternfly/react-core';
import { UserIcon } from '@patternfly/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { ROLE_NAMES } from '../../wording/states.ts';
import { useSignOut } from './use-sign-out.ts';

/** Who is signed in, with which roles, and the way out. */
export function PersonMenu({ session }: { session: Session }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const { leave, isPending } = useSignOut();
  const roles = sayList(session.roles.map((role) => ROLE_NAMES[role]));
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      popperProps={{ position: 'right', appendTo: 'inline' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plainText"
          isExpanded={isOpen}
          icon={<UserIcon />}
          className="kw-person"
          aria-label={`${session.person.displayName}, ${roles}`}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <span className="kw-person-name">{session.person.displayName}</span>
        </MenuToggle>
      )}
    >
      <DropdownGroup
        label={`${session.person.username} · ${roles}`}
        labelHeadingLevel="h2"
      >
        <DropdownList>
          <DropdownItem
            onClick={() => {
              setOpen(false);
              void navigate({ to: '/account', search: {} });
            }}
          >
            {say('shell.your-account')}
          </DropdownItem>
          <Divider component="li" />
          <DropdownItem isDisabled={isPending} onClick={leave}>
            {say('shell.sign-out')}
          </DropdownItem>
        </DropdownList>
      </DropdownGroup>
    </Dropdown>
  );
}
