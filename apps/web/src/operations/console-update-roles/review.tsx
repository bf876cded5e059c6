import { OPERATIONS } from '@keyward/contract';
import { say } from '@keyward/messages';
import { CopyableId, KeyFacts } from '@keyward/ui';
import type { ReactNode } from 'react';

import { ROLE_SENTENCES } from '../../wording/role-words.ts';
import { ROLE_NAMES } from '../../wording/states.ts';
import type { OperationReviewProps } from '../operation-view.ts';

/** What the person may do afterwards. */
export function RolesReview({ change }: OperationReviewProps): ReactNode {
  const read = OPERATIONS['console.update-roles'].frozen.safeParse(
    change.input,
  );
  if (!read.success) return null;
  const { person, roles, active, resetSignIn } = read.data;
  return (
    <KeyFacts
      isHorizontal
      facts={[
        {
          term: say('console-update-roles.person'),
          value: (
            <CopyableId
              value={person}
              label={say('console-update-roles.id-of-the-person')}
            />
          ),
        },
        {
          term: say('console-update-roles.roles-given-here'),
          value:
            roles.length === 0 ? (
              say('wording.none')
            ) : (
              <ul className="kw-plain-list">
                {roles.map((each) => (
                  <li key={each}>
                    <strong>{ROLE_NAMES[each]}</strong>{' '}
                    <span className="kw-subtle">{ROLE_SENTENCES[each]}</span>
                  </li>
                ))}
              </ul>
            ),
        },
        {
          term: say('console-update-roles.may-sign-in'),
          value: active ? 'yes' : 'no',
        },
        {
          term: say('console-update-roles.sign-in'),
          value: resetSignIn
            ? say(
                'console-update-roles.reset-password-passkeys-and-linked-sign-ins',
              )
            : say('console-update-roles.stays-as-it-is'),
        },
      ]}
    />
  );
}
