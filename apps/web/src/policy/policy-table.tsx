import {
  approvalsWords,
  hoursWords,
  minutesWords,
  type PolicyDocument,
} from '@keyward/contract';
import { VisibleText } from '@keyward/ui';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
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
    <Table variant="compact" aria-label={label} className="kw-table kw-policy">
      <Thead>
        <Tr>
          <Th width={40}>For</Th>
          <Th>Approvals</Th>
          <Th modifier="nowrap">Decided within</Th>
          <Th modifier="nowrap">Cool-off</Th>
          <Th modifier="nowrap">Longest life</Th>
        </Tr>
      </Thead>
      <Tbody>
        {placedRules(policy, nameOf).map(({ key, place, note, rule }) => (
          <Tr key={key}>
            <Th scope="row" dataLabel="For">
              <VisibleText text={place} />
              {note !== null && (
                <span className="kw-subtle kw-policy-note">{note}</span>
              )}
            </Th>
            <Td dataLabel="Approvals">{approvalsWords(rule)}</Td>
            {rule.approvals === 0 ? (
              <Td dataLabel="When" colSpan={3}>
                runs at once
              </Td>
            ) : (
              <>
                <Td dataLabel="Decided within">
                  {hoursWords(rule.windowHours)}
                </Td>
                <Td dataLabel="Cool-off">
                  {minutesWords(rule.coolOffMinutes)}
                </Td>
                <Td dataLabel="Longest life">
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
