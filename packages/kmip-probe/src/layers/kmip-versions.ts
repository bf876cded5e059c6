import type { TLSSocket } from 'node:tls';

import { type Finding, LayerFailure, passed } from '../finding.ts';
import type { ShownToServer } from '../shown-to-server.ts';
import {
  type KmipAnswer,
  type KmipVersion,
  OPERATION,
  RESULT_REASON,
  RESULT_STATUS,
  TtlvError,
  versionsIn,
  versionText,
} from '../wire/index.ts';
import { exchange, refusedRequest } from './kmip-exchange.ts';

/**
 * Versions in whose clothes the question is put, one after the other. 1.1 is the first that knows it, a server of 2.x
 * alone may want 2.0, and one of 1.0 alone says that it does not know the question.
 */
const ASKED_IN: readonly KmipVersion[] = [
  { major: 1, minor: 1 },
  { major: 2, minor: 0 },
  { major: 1, minor: 0 },
];
/** What Keyward can put a Query in. */
const SPOKEN = ['2.1', '2.0', '1.4', '1.3', '1.2', '1.1', '1.0'];
const MAX_NAMED = 20;

/** Which versions of KMIP the server speaks, and the one to go on with. @throws LayerFailure, ClientRefused */
export async function discoverVersions(
  socket: TLSSocket,
  shown: ShownToServer,
  signal: AbortSignal,
): Promise<{ found: Finding; version: KmipVersion }> {
  let refused: KmipAnswer | null = null;
  for (const asked of ASKED_IN) {
    const answer = await exchange(
      socket,
      { version: asked, operation: OPERATION.discoverVersions, payload: [] },
      shown,
      signal,
    );
    if (answer.status === RESULT_STATUS.success) return chosen(answer);
    refused = answer;
    if (answer.reason === RESULT_REASON.operationNotSupported) {
      return {
        version: asked,
        found: passed(
          `KMIP ${versionText(asked)}; the server does not list its versions.`,
        ),
      };
    }
    if (isAboutClient(answer)) break;
  }
  if (refused === null) throw new Error('No version was asked.');
  throw refusedRequest(refused, shown);
}

function isAboutClient({ reason }: KmipAnswer): boolean {
  return (
    reason === RESULT_REASON.authenticationNotSuccessful ||
    reason === RESULT_REASON.permissionDenied
  );
}

function chosen({ payload }: KmipAnswer): {
  found: Finding;
  version: KmipVersion;
} {
  const versions = readVersions(payload);
  const version = SPOKEN.map((text) =>
    versions.find((each) => versionText(each) === text),
  ).find((each) => each !== undefined);
  const list = versions.slice(0, MAX_NAMED).map(versionText).join(', ');
  if (version === undefined) {
    throw new LayerFailure(
      list === ''
        ? 'The key server names no version of KMIP.'
        : `The key server speaks KMIP ${list}, and Keyward none of these.`,
      'Compare the versions with what the target supports.',
    );
  }
  return { version, found: passed(`Speaks KMIP ${list}.`) };
}

function readVersions(payload: KmipAnswer['payload']): KmipVersion[] {
  try {
    return versionsIn(payload);
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error;
    throw new LayerFailure(
      `The versions in the answer cannot be read: ${error.message}`,
      'Check that this is a KMIP server.',
    );
  }
}
