import type { EstateItem } from '@keyward/contract';
import { StatusLabel } from '@keyward/ui';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

type KeyServer = EstateItem<'key-managers'>['servers'][number];

const CONNECTIVITY = {
  available: { tone: 'good', text: 'Available' },
  partial: { tone: 'warning', text: 'Some nodes only' },
  not_responding: { tone: 'bad', text: 'Not responding' },
  unknown: { tone: 'unknown', text: 'Unknown' },
} as const;

/** Key servers with what each node of the cluster says of them. */
export function KeyServersTable({
  servers,
  label,
}: {
  servers: readonly KeyServer[];
  label: string;
}): ReactNode {
  return (
    <Table
      variant="compact"
      className="kw-table"
      borders={false}
      aria-label={label}
    >
      <Thead>
        <Tr>
          <Th>Server</Th>
          <Th>Connectivity</Th>
          <Th>Nodes</Th>
          <Th>Timeout</Th>
          <Th>User</Th>
        </Tr>
      </Thead>
      <Tbody>
        {servers.map((each) => (
          <Tr key={each.server}>
            <Td dataLabel="Server" className="kw-monospace">
              {each.server}
            </Td>
            <Td dataLabel="Connectivity">
              <StatusLabel tone={CONNECTIVITY[each.connectivity].tone}>
                {CONNECTIVITY[each.connectivity].text}
              </StatusLabel>
            </Td>
            <Td dataLabel="Nodes">
              {each.nodes.length === 0
                ? '–'
                : each.nodes
                    .map(
                      (node) =>
                        `${node.node}: ${node.state.replaceAll('_', ' ')}`,
                    )
                    .join(', ')}
            </Td>
            <Td dataLabel="Timeout">
              {each.timeoutSeconds === null
                ? '–'
                : `${String(each.timeoutSeconds)} s`}
            </Td>
            <Td dataLabel="User">{each.username ?? '–'}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
