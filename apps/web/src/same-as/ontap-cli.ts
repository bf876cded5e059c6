import { say } from '@keyward/messages';
import { z } from 'zod';

import type { SameAs, SameAsSource } from './same-as.ts';

const entry = z.object({
  server: z.string(),
  timeout: z.number().optional(),
  username: z.string().optional(),
  password: z.unknown().optional(),
});
const addServers = z.union([
  entry.transform((only) => [only]),
  z.object({ records: z.array(entry) }).transform(({ records }) => records),
]);
type Entry = z.infer<typeof entry>;

/** What the clustershell takes without quotes; everything else is left for the person to type. */
const PLAIN = /^[A-Za-z0-9[][A-Za-z0-9._:@/[\]-]*$/;

/**
 * The commands of the clustershell, null for operations of other systems. The password of a KMIP user is asked for by
 * the command itself.
 */
export function sameAsOntapCli({
  operation,
  request,
  svm,
}: SameAsSource): SameAs | null {
  if (operation !== 'ontap.add-key-servers') return null;
  const read = addServers.safeParse(request.body);
  if (!read.success) return null;
  const servers = read.data;
  const vserver = plain(svm ?? '', svm === null ? 'cluster' : 'svm');
  const settings = servers.filter(
    ({ timeout, username }) => timeout !== undefined || username !== undefined,
  );
  return {
    label: say('same-as.ontap-cli'),
    text: [
      `security key-manager external add-servers -vserver ${vserver} -key-servers ${servers.map(({ server }) => plain(server, 'server')).join(',')}`,
      ...settings.map((each) => modifyLine(vserver, each)),
    ].join('\n'),
    note:
      settings.length > 0
        ? say('same-as.ontap-cli-note-settings')
        : say('same-as.ontap-cli-note'),
  };
}

function modifyLine(
  vserver: string,
  { server, timeout, username }: Entry,
): string {
  return [
    `security key-manager external modify-server -vserver ${vserver}`,
    `-key-server ${plain(server, 'server')}`,
    ...(timeout === undefined ? [] : [`-timeout ${String(timeout)}`]),
    ...(username === undefined ? [] : [`-username ${plain(username, 'user')}`]),
  ].join(' ');
}

function plain(text: string, placeholder: string): string {
  return PLAIN.test(text) ? text : `<${placeholder}>`;
}
