import { say } from '@keyward/messages';
import {
  FormGroup,
  FormSelect,
  FormSelectOption,
} from '@patternfly/react-core';
import { type ReactNode, useId, useState } from 'react';

import { KEY_SERVER_PRESETS } from './key-servers.ts';

/** What the chosen key server expects. It changes no check and is not part of what is sent. */
export function KeyServerAdvice(): ReactNode {
  const id = useId();
  const [chosen, setChosen] = useState('');
  const preset = KEY_SERVER_PRESETS.find((each) => each.id === chosen);
  return (
    <details className="kw-key-server-advice">
      <summary>{say('presets.what-your-key-server-expects')}</summary>
      <FormGroup label={say('presets.key-server')} fieldId={id}>
        <FormSelect
          id={id}
          value={chosen}
          onChange={(_event, value) => {
            setChosen(value);
          }}
        >
          <FormSelectOption
            value=""
            label={say('presets.choose-to-see-its-advice')}
          />
          {KEY_SERVER_PRESETS.map((each) => (
            <FormSelectOption key={each.id} value={each.id} label={each.name} />
          ))}
        </FormSelect>
      </FormGroup>
      {preset !== undefined && (
        <ul
          className="kw-advice-list"
          aria-label={say('presets.advice-for', { presetName: preset.name })}
        >
          {preset.advice.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </details>
  );
}
