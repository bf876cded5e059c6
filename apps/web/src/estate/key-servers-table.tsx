import type { EstateItem } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import { StatusLabel, Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
import type { ReactNode } from 'react';

type KeyServer = EstateItem<'key-managers'>['servers'][number];

const CONNECTIVITY = {
  available: { tone: 'good', text: say('estate.available') },
  partial: { tone: 'warning', text: say('estate.some-nodes-only') },
  not_responding: { tone: 'bad', text: say('estate.not-responding') },
  unknown: { tone: 'unknown', text: say('estate.unknown') },
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
    <Table className="kw-table" hasBorders={false} aria-label={label}>
      <Thead>
        <Tr>
          <Th width={25}>{say('estate.server')}</Th>
          <Th width={15}>{say('estate.connectivity')}</Th>
          <Th width={40}>{say('estate.nodes')}</Th>
          <Th width={10}>{say('estate.timeout')}</Th>
          <Th width={10}>{say('estate.user')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {servers.map((each) => (
          <Tr key={each.server}>
            <Td dataLabel={say('estate.server')} className="kw-monospace">
              {each.server}
            </Td>
            <Td dataLabel={say('estate.connectivity')}>
              <StatusLabel tone={CONNECTIVITY[each.connectivity].tone}>
                {CONNECTIVITY[each.connectivity].text}
              </StatusLabel>
            </Td>
            <Td dataLabel={say('estate.nodes')}>
              {each.nodes.length === 0
                ? '–'
                : sayList(
                    each.nodes.map(
                      (node) =>
                        `${node.node}: ${node.state.replaceAll('_', ' ')}`,
                    ),
                  )}
            </Td>
            <Td dataLabel={say('estate.timeout')}>
              {each.timeoutSeconds === null
                ? '–'
                : `${String(each.timeoutSeconds)} s`}
            </Td>
            <Td dataLabel={say('estate.user')}>{each.username ?? '–'}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
