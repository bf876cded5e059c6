import { say } from '@keyward/messages';

import { bodyParts } from './body-parts.ts';
import { powershellQuote } from './powershell-quote.ts';
import { requestUrl } from './request-url.ts';
import type { SameAs, SameAsSource } from './same-as.ts';
import type { SecretPlace } from './secret-names.ts';
import { type SignIn, signInOf } from './sign-in.ts';

/** The exact request for PowerShell 7, without any module. */
export function sameAsPowershell(source: SameAsSource): SameAs {
  const parts = bodyParts(source.request.body);
  const members = [
    ['Method', powershellQuote(source.request.method)],
    ['Uri', powershellQuote(requestUrl(source))],
    ...signInMembers(signInOf(source)),
    ...(parts.length === 0
      ? []
      : [
          ['ContentType', powershellQuote('application/json; charset=utf-8')],
          [
            'Body',
            parts
              .map((part) =>
                typeof part === 'string'
                  ? powershellQuote(part)
                  : `(${readSecret(part)} | ConvertTo-Json)`,
              )
              .join(' + '),
          ],
        ]),
  ];
  return {
    label: say('same-as.powershell'),
    text: [
      '$request = @{',
      ...members.map(([name, value]) => `  ${name ?? ''} = ${value ?? ''}`),
      '}',
      'Invoke-RestMethod @request',
    ].join('\n'),
    note: say('same-as.powershell-note'),
  };
}

function signInMembers(signIn: SignIn): string[][] {
  switch (signIn.kind) {
    case 'session':
      return [
        ['Headers', `@{ 'vmware-api-session-id' = $env:${signIn.session} }`],
      ];
    case 'bearer':
      return [
        ['Headers', `@{ Authorization = 'Bearer ' + $env:${signIn.token} }`],
      ];
    case 'basic':
      return [
        ['Authentication', `'Basic'`],
        ['Credential', '(Get-Credential)'],
      ];
  }
}

/** A text read from a file carries notes of PowerShell's own; ToString leaves them behind. */
function readSecret({ name, file }: SecretPlace): string {
  return file === undefined
    ? `$env:${name}`
    : `(Get-Content -Raw -LiteralPath ${powershellQuote(file)}).ToString()`;
}
