import { normaliseKeyServer, OPERATIONS } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Table, Tbody, Td, Th, Thead, Tr, VisibleText } from '@keyward/ui';
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
      className="kw-table"
      hasBorders={false}
      aria-label={say('ontap-add-key-servers.key-servers-that-will-be-added')}
    >
      <Thead>
        <Tr>
          <Th>{say('ontap-add-key-servers.server')}</Th>
          <Th>{say('ontap-add-key-servers.timeout')}</Th>
          <Th>{say('ontap-add-key-servers.user-name')}</Th>
          <Th>{say('ontap-add-key-servers.password')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {read.data.servers.map((each) => (
          <Tr key={each.server}>
            <Td
              dataLabel={say('ontap-add-key-servers.server')}
              className="kw-monospace"
            >
              <VisibleText text={normaliseKeyServer(each.server)} />
            </Td>
            <Td dataLabel={say('ontap-add-key-servers.timeout')}>
              {timeoutWords(
                each.timeoutSeconds === undefined
                  ? ''
                  : String(each.timeoutSeconds),
              )}
            </Td>
            <Td dataLabel={say('ontap-add-key-servers.user-name')}>
              {each.username === undefined ? (
                say('ontap-add-key-servers.none')
              ) : (
                <VisibleText text={each.username} />
              )}
            </Td>
            <Td dataLabel={say('ontap-add-key-servers.password')}>
              {each.password === undefined
                ? say('ontap-add-key-servers.none')
                : say('ontap-add-key-servers.set-sealed')}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
