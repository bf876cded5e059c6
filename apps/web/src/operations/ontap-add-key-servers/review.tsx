import { normaliseKeyServer, OPERATIONS } from '@keyward/contract';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import type { OperationReviewProps } from '../operation-view.ts';
import { timeoutWords } from './timeout-words.ts';

/** The servers that will be added, as ONTAP will store them. */
export function KeyServersReview({ change }: OperationReviewProps): ReactNode {
  const read = OPERATIONS['ontap.add-key-servers'].frozen.safeParse(
    change.input,
  );
  if (!read.success) return null;
  return (
    <Table
      variant="compact"
      className="kw-table"
      borders={false}
      aria-label="Key servers that will be added"
    >
      <Thead>
        <Tr>
          <Th>Server</Th>
          <Th>Timeout</Th>
          <Th>User name</Th>
          <Th>Password</Th>
        </Tr>
      </Thead>
      <Tbody>
        {read.data.servers.map((each) => (
          <Tr key={each.server}>
            <Td dataLabel="Server" className="kw-monospace">
              <VisibleText text={normaliseKeyServer(each.server)} />
            </Td>
            <Td dataLabel="Timeout">
              {timeoutWords(
                each.timeoutSeconds === undefined
                  ? ''
                  : String(each.timeoutSeconds),
              )}
            </Td>
            <Td dataLabel="User name">
              {each.username === undefined ? (
                'none'
              ) : (
                <VisibleText text={each.username} />
              )}
            </Td>
            <Td dataLabel="Password">
              {each.password === undefined ? 'none' : 'set, sealed'}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
