import type { KnownUse, PlaceOfUse } from '@keyward/contract';
import { say } from '@keyward/messages';
import { VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** What a certificate is for at a place. */
export const PLACE_WORDS: Readonly<Record<PlaceOfUse['type'], string>> = {
  key_provider_client: say('certificates.of-a-key-provider'),
  key_manager_client: say('certificates.of-a-key-manager'),
  key_manager_server_ca: say('certificates.authority-of-key-servers'),
  connection_pin: say('certificates.pinned-here'),
  connection_ca: say('certificates.authority-trusted-here'),
  connection_shown: say('certificates.shown-by-the-target'),
};

/** The object where a certificate is used, with the way to it. */
export function PlaceLink({ use }: { use: KnownUse }): ReactNode {
  const { place, objectName, connectionId, connectionName } = use;
  const name = <VisibleText text={objectName} />;
  if (!('itemId' in place)) {
    return (
      <Link to="/connections/$id" params={{ id: connectionId }}>
        {name}
      </Link>
    );
  }
  const isProvider = place.type === 'key_provider_client';
  return (
    <>
      <Link
        to="/estate/$part"
        params={{ part: isProvider ? 'key-providers' : 'key-managers' }}
        search={{ q: isProvider ? place.provider : place.itemId }}
      >
        {name}
      </Link>{' '}
      <span className="kw-subtle">
        {say('certificates.on-connection', { connection: connectionName })}
      </span>
    </>
  );
}

/** A place in one line of text, as a file or a filter takes it. */
export function placeText({
  place,
  objectName,
  connectionName,
}: KnownUse): string {
  const at =
    objectName === connectionName
      ? connectionName
      : say('certificates.object-on-connection', {
          object: objectName,
          connection: connectionName,
        });
  return say('certificates.place', { what: PLACE_WORDS[place.type], at });
}
