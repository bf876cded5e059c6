import {
  approvalsWords,
  hoursWords,
  minutesWords,
  type PolicyDocument,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Table, Tbody, Td, Th, Thead, Tr, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { placedRules } from './placed-rules.ts';

interface PolicyTableProps {
  policy: PolicyDocument;
  label: string;
  nameOf: (connectionId: string) => string;
}

/** Every rule in plain words, from the general to the special. */
export function PolicyTable({
  policy,
  label,
  nameOf,
}: PolicyTableProps): ReactNode {
  return (
    <Table aria-label={label} className="kw-table kw-policy">
      <Thead>
        <Tr>
          <Th width={40}>{say('policy.for')}</Th>
          <Th>{say('policy.approvals')}</Th>
          <Th modifier="nowrap">{say('policy.decided-within')}</Th>
          <Th modifier="nowrap">{say('policy.cool-off')}</Th>
          <Th modifier="nowrap">{say('policy.longest-life')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {placedRules(policy, nameOf).map(({ key, place, note, rule }) => (
          <Tr key={key}>
            <Th scope="row" dataLabel={say('policy.for')}>
              <VisibleText text={place} />
              {note !== null && (
                <span className="kw-subtle kw-policy-note">{note}</span>
              )}
            </Th>
            <Td dataLabel={say('policy.approvals')}>{approvalsWords(rule)}</Td>
            {rule.approvals === 0 ? (
              <Td dataLabel={say('policy.when')} colSpan={3}>
                {say('policy.runs-at-once')}
              </Td>
            ) : (
              <>
                <Td dataLabel={say('policy.decided-within')}>
                  {hoursWords(rule.windowHours)}
                </Td>
                <Td dataLabel={say('policy.cool-off')}>
                  {minutesWords(rule.coolOffMinutes)}
                </Td>
                <Td dataLabel={say('policy.longest-life')}>
                  {hoursWords(rule.maxExpiryHours)}
                </Td>
              </>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
