import { say } from '@keyward/messages';
import {
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  MenuToggle,
} from '@patternfly/react-core';
import { DesktopIcon, MoonIcon, SunIcon } from '@patternfly/react-icons';
import {
  useState,
  useSyncExternalStore,
  type ComponentProps,
  type ReactNode,
} from 'react';

import type { RememberedChoice } from '../remembered-choice.ts';
import { COLOURS, CONTRAST, TIMES } from '../theme.ts';

const COLOUR_NAMES = {
  system: say('shell.follow-the-system'),
  light: say('shell.light'),
  dark: say('shell.dark'),
} as const;
const COLOUR_ICONS = {
  system: DesktopIcon,
  light: SunIcon,
  dark: MoonIcon,
} as const;
const CONTRAST_NAMES = {
  system: say('shell.follow-the-system'),
  normal: say('shell.normal-contrast'),
  more: say('shell.high-contrast'),
} as const;
const ZONE_NAMES = {
  local: say('shell.this-browsers-zone'),
  utc: say('shell.utc'),
} as const;

/** One of several that exclude each other: the library knows entries without a state only. */
function RadioEntry({
  className = '',
  ...props
}: ComponentProps<'button'>): ReactNode {
  return (
    <button
      {...props}
      className={className}
      role="menuitemradio"
      aria-checked={className.includes('pf-m-selected')}
    />
  );
}

interface ChoiceGroupProps<Value extends string> {
  label: string;
  choice: RememberedChoice<Value>;
  names: Readonly<Record<Value, string>>;
}

function ChoiceGroup<Value extends string>({
  label,
  choice,
  names,
}: ChoiceGroupProps<Value>): ReactNode {
  const chosen = useSyncExternalStore(choice.watch, choice.read);
  return (
    <DropdownGroup label={label} labelHeadingLevel="h2">
      <DropdownList aria-label={label}>
        {choice.values.map((value) => (
          <DropdownItem
            key={value}
            component={RadioEntry}
            isSelected={value === chosen}
            onClick={() => {
              choice.choose(value);
            }}
          >
            {names[value]}
          </DropdownItem>
        ))}
      </DropdownList>
    </DropdownGroup>
  );
}

/** Colours, contrast and the zone of times; remembered on this browser. It stays open, so that one sees what a choice does. */
export function AppearanceMenu(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const Icon = COLOUR_ICONS[useSyncExternalStore(COLOURS.watch, COLOURS.read)];
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      popperProps={{ position: 'right', appendTo: 'inline' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plain"
          isExpanded={isOpen}
          aria-label={say('shell.appearance')}
          icon={<Icon />}
          onClick={() => {
            setOpen(!isOpen);
          }}
        />
      )}
    >
      <ChoiceGroup
        label={say('shell.colours')}
        choice={COLOURS}
        names={COLOUR_NAMES}
      />
      <ChoiceGroup
        label={say('shell.contrast')}
        choice={CONTRAST}
        names={CONTRAST_NAMES}
      />
      <ChoiceGroup
        label={say('shell.times')}
        choice={TIMES}
        names={ZONE_NAMES}
      />
    </Dropdown>
  );
}
