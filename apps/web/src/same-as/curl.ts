import { say } from '@keyward/messages';

import { type BodyPart, bodyParts, secretsIn } from './body-parts.ts';
import { authority, requestUrl } from './request-url.ts';
import type { SameAs, SameAsSource } from './same-as.ts';
import type { SecretPlace } from './secret-names.ts';
import { shellQuote } from './shell-quote.ts';
import { type SignIn, signInOf } from './sign-in.ts';

/**
 * The request for curl. Secrets come in through curl's own variables, so that they are on no command line: curl reads
 * them from the environment or a file and puts them in itself (8.3 and later).
 */
export function sameAsCurl(source: SameAsSource): SameAs {
  const parts = bodyParts(source.request.body);
  const secrets = secretsIn(parts);
  const signIn = signInOf(source);
  const url = requestUrl(source);
  const lines = [
    'curl --fail-with-body',
    option('request', source.request.method),
    option('url', url),
    // Brackets of an IPv6 address and braces would be patterns to curl.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...trustOptions(source),
    ...secrets.map(variableOf),
    ...signInOptions(signIn, secrets),
    option('header', 'Accept: application/json'),
    ...bodyOptions(parts, secrets),
  ];
  return {
    label: say('same-as.curl'),
    before: trustFile(source),
    text: lines.join(' \\\n  '),
    note:
      source.target.trust.mode === 'pin'
        ? say('same-as.curl-note-pin')
        : say('same-as.curl-note-ca'),
  };
}

function option(name: string, value: string): string {
  return `--${name} ${shellQuote(value)}`;
}

function variableOf({ name, file }: SecretPlace): string {
  return option(
    'variable',
    file === undefined ? `%${name}` : `${name}@${file}`,
  );
}

function signInOptions(
  signIn: SignIn,
  imported: readonly SecretPlace[],
): string[] {
  const variable = (name: string): string[] =>
    imported.some((each) => each.name === name) ? [] : [variableOf({ name })];
  switch (signIn.kind) {
    case 'session':
      return [
        ...variable(signIn.session),
        option(
          'expand-header',
          `vmware-api-session-id: {{${signIn.session}:trim}}`,
        ),
      ];
    case 'bearer':
      return [
        ...variable(signIn.token),
        option(
          'expand-header',
          `Authorization: Bearer {{${signIn.token}:trim}}`,
        ),
      ];
    case 'basic':
      return [
        ...variable(signIn.user),
        ...variable(signIn.password),
        option('expand-user', `{{${signIn.user}}}:{{${signIn.password}}}`),
      ];
  }
}

function bodyOptions(
  parts: readonly BodyPart[],
  secrets: readonly SecretPlace[],
): string[] {
  if (parts.length === 0) return [];
  const type = option('header', 'Content-Type: application/json');
  const isPlain = secrets.length === 0;
  const text = parts
    .map((part) => {
      if (typeof part !== 'string') return `"{{${part.name}:json}}"`;
      return isPlain ? part : part.replaceAll('{{', '\\{{');
    })
    .join('');
  return [type, option(isPlain ? 'data-raw' : 'expand-data-raw', text)];
}

/** No CA of the system counts beside the one that the connection trusts. */
function trustOptions({ target: { trust } }: SameAsSource): string[] {
  return trust.mode === 'pin'
    ? [
        option('cacert', 'target.pem'),
        option('capath', '/dev/null'),
        option('pinnedpubkey', 'target-key.pem'),
      ]
    : [option('cacert', 'target-ca.pem'), option('capath', '/dev/null')];
}

/**
 * The file that curl trusts. The console pins the whole certificate, curl a public key: so the key is taken out of the
 * certificate, and only after its fingerprint was found to be the pinned one.
 */
function trustFile({ target }: SameAsSource): string {
  const { trust, host } = target;
  if (trust.mode === 'ca') {
    return `printf '%s\\n' ${shellQuote(trust.pem)} >target-ca.pem`;
  }
  const name = host.includes(':')
    ? '-noservername'
    : `-servername ${shellQuote(host)}`;
  return [
    `openssl s_client -connect ${shellQuote(authority(target))} ${name} </dev/null |`,
    '  openssl x509 -outform PEM >target.pem',
    'test "$(openssl x509 -in target.pem -outform DER | openssl dgst -sha256 -r | cut -c1-64)" = \\',
    `  ${shellQuote(trust.sha256)} &&`,
    '  openssl x509 -in target.pem -noout -pubkey >target-key.pem',
  ].join('\n');
}
