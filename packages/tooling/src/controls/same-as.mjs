import { control } from './control.mjs';

const folder = 'apps/web/src/same-as';
const curl = `${folder}/curl.ts`;
const curlTest = `${folder}/curl.test.ts`;

/** Commands that a person copies out of the console and runs. */
export const sameAsControls = [
  control(
    'A10',
    'nothing hides in a command that is shown',
    [[`${folder}/same-as-view.tsx`, '{visibleText(text)}', '{text}']],
    [`${folder}/same-as-view.test.tsx`, 'lets nothing hide in what it shows'],
  ),
  control(
    'D5',
    'a copied command is data to the shell',
    [[`${folder}/shell-quote.ts`, `text.replaceAll("'", "'\\\\''")`, 'text']],
    [curlTest, 'reaches curl byte for byte, whatever is in it'],
  ),
  control(
    'D5',
    'a copied command names no variable of curl that it does not mean',
    [[curl, "part.replaceAll('{{', '\\\\{{')", 'part']],
    [curlTest, 'lets a{{b}} in a value name no variable'],
  ),
  control(
    'D5',
    'a typographic quote ends no text of PowerShell',
    [
      [
        `${folder}/powershell-quote.ts`,
        String.raw`['\u2018\u2019`,
        String.raw`['\u2018`,
      ],
    ],
    [
      `${folder}/powershell.test.ts`,
      'reads back as the text it was made of, typographic quotes too',
    ],
  ),
  control(
    'D1',
    'a copied command trusts what the connection trusts, and no more',
    [
      [
        curl,
        ": [option('cacert', 'target-ca.pem'), option('capath', '/dev/null')];",
        ": [option('cacert', 'target-ca.pem')];",
      ],
    ],
    [
      curlTest,
      'never turns the check of the certificate off, and trusts nothing of the system',
    ],
  ),
  control(
    'D1',
    'a copied command pins the key of the pinned certificate',
    [
      [
        curl,
        '${shellQuote(trust.sha256)} &&`',
        '${shellQuote(trust.sha256)};`',
      ],
    ],
    [
      curlTest,
      'takes the public key out of a certificate, one of somebody else',
    ],
  ),
];
