import type { StatusLight } from '@keyward/contract';
import { say } from '@keyward/messages';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ClockIcon } from '@patternfly/react-icons/dist/esm/icons/clock-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { MinusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/minus-circle-icon';
import type { ComponentType, ReactNode } from 'react';

const LIGHTS = {
  green: { word: say('status.as-it-should-be'), icon: CheckCircleIcon },
  amber: { word: say('status.waits-for-somebody'), icon: ClockIcon },
  red: { word: say('status.needs-attention'), icon: ExclamationCircleIcon },
  grey: { word: say('status.nothing-happening'), icon: MinusCircleIcon },
} as const satisfies Record<StatusLight, { word: string; icon: ComponentType }>;

/** The light of something: icon, word and colour, none of them alone. */
export function Light({ light }: { light: StatusLight }): ReactNode {
  const { word, icon: Icon } = LIGHTS[light];
  return (
    <span className={`kw-light kw-light-${light}`}>
      <span className="kw-light-icon" aria-hidden>
        <Icon />
      </span>
      {word}
    </span>
  );
}
