import { say } from '@keyward/messages';
import {
  Dropdown,
  DropdownItem,
  DropdownList,
  MenuToggle,
} from '@patternfly/react-core';
import { DesktopIcon, MoonIcon, SunIcon } from '@patternfly/react-icons';
import { useState, type ComponentType, type ReactNode } from 'react';

import { readTheme, rememberTheme, type ThemeChoice } from '../theme.ts';

const CHOICES = [
  { value: 'system', text: say('shell.follow-the-system'), icon: DesktopIcon },
  { value: 'light', text: say('shell.light'), icon: SunIcon },
  { value: 'dark', text: say('shell.dark'), icon: MoonIcon },
] as const satisfies readonly {
  value: ThemeChoice;
  text: string;
  icon: ComponentType;
}[];

/** Light, dark, or as the system says; remembered on this browser. */
export function ThemeMenu(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [choice, setChoice] = useState(readTheme);
  const { icon: Icon, text } =
    CHOICES.find((each) => each.value === choice) ?? CHOICES[0];
  const choose = (value: ThemeChoice): void => {
    rememberTheme(value);
    setChoice(value);
    setOpen(false);
  };
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      popperProps={{ position: 'right' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plain"
          isExpanded={isOpen}
          aria-label={say('shell.colours', { text })}
          icon={<Icon />}
          onClick={() => {
            setOpen(!isOpen);
          }}
        />
      )}
    >
      <DropdownList>
        {CHOICES.map((each) => (
          <DropdownItem
            key={each.value}
            icon={<each.icon />}
            isSelected={each.value === choice}
            onClick={() => {
              choose(each.value);
            }}
          >
            {each.text}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
