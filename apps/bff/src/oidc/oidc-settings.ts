import { ConfigError } from '../config-error.ts';
import { readSecretFile, SecretFileError } from '../secret-file.ts';
import type { OidcSection } from './oidc-section.ts';

/** Everything the organisation's sign-in needs to be told. The client secret stays in its file. */
export interface OidcSettings extends OidcSection {
  issuer: URL;
  clientId: string;
  clientSecretFile: string;
}

export interface OidcValues {
  KEYWARD_OIDC_ISSUER?: string | undefined;
  KEYWARD_OIDC_CLIENT_ID?: string | undefined;
  KEYWARD_OIDC_CLIENT_SECRET_FILE?: string | undefined;
}

/**
 * Puts the three variables and the file's section together; null when there is neither.
 *
 * @throws ConfigError when one is there without the others, or cannot be used
 */
export function oidcSettings(
  values: OidcValues,
  section: OidcSection | undefined,
  isDemo: boolean,
): OidcSettings | null {
  const {
    KEYWARD_OIDC_ISSUER: issuer,
    KEYWARD_OIDC_CLIENT_ID: clientId,
    KEYWARD_OIDC_CLIENT_SECRET_FILE: clientSecretFile,
  } = values;
  if ([issuer, clientId, clientSecretFile, section].every((each) => !each)) {
    return null;
  }
  if (!issuer || !clientId || !clientSecretFile) {
    throw new ConfigError(
      'KEYWARD_OIDC_ISSUER, KEYWARD_OIDC_CLIENT_ID and KEYWARD_OIDC_CLIENT_SECRET_FILE belong together, with the member "oidc" of KEYWARD_CONFIG_FILE; set all of them.',
    );
  }
  if (section === undefined) {
    throw new ConfigError(
      'KEYWARD_CONFIG_FILE: organisation sign-in needs a configuration file with the member "oidc" that maps groups to roles.',
    );
  }
  checkSecret(clientSecretFile);
  return {
    ...section,
    issuer: issuerUrl(issuer, isDemo),
    clientId,
    clientSecretFile,
  };
}

function issuerUrl(text: string, isDemo: boolean): URL {
  const issuer = URL.canParse(text) ? new URL(text) : null;
  const isUsable =
    issuer !== null &&
    issuer.username + issuer.password + issuer.search + issuer.hash === '';
  if (!isUsable) {
    throw new ConfigError(
      'KEYWARD_OIDC_ISSUER: this is no issuer URL; it has no user, query or fragment.',
    );
  }
  const isHttps = issuer.protocol === 'https:';
  if (!isHttps && !(isDemo && issuer.protocol === 'http:')) {
    throw new ConfigError(
      'KEYWARD_OIDC_ISSUER: the identity provider must be an https URL.',
    );
  }
  return issuer;
}

/** Wrong at the start is better than wrong at the first sign-in. */
function checkSecret(path: string): void {
  try {
    readSecretFile(path);
  } catch (error) {
    if (!(error instanceof SecretFileError)) throw error;
    throw new ConfigError(`KEYWARD_OIDC_CLIENT_SECRET_FILE: ${error.message}`);
  }
}
