import { OPERATIONS } from '@keyward/contract';
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
          term: 'Person',
          value: <CopyableId value={person} label="id of the person" />,
        },
        {
          term: 'Roles given here',
          value:
            roles.length === 0 ? (
              'none'
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
        { term: 'May sign in', value: active ? 'yes' : 'no' },
        {
          term: 'Sign-in',
          value: resetSignIn
            ? 'reset: password, passkeys and linked sign-ins are taken away'
            : 'stays as it is',
        },
      ]}
    />
  );
}
