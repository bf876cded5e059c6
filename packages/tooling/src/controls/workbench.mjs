import { control } from './control.mjs';

const nothingKept = 'apps/bff/test/private-keys/nothing-kept.test.ts';
const everyField = 'apps/bff/test/private-keys/every-field.test.ts';
const brokenBundles = 'packages/pki/test/bundle/broken-bundles.test.ts';
const readBundle = 'packages/pki/test/bundle/read-bundle.test.ts';
const holdsPrivateKey = 'packages/pki/src/holds-private-key.ts';
const form =
  'apps/web/src/operations/vcenter-update-provider-client-certificate';
const workbenchTest = `${form}/workbench.test.tsx`;

/** Keys and passwords in the browser, and keys in fields that are public. */
export const workbenchControls = [
  control(
    'C8',
    'the form goes with the secrets it sent',
    [
      [
        'apps/web/src/features/new-change/use-draft.ts',
        '          setSent(true);\n',
        '',
      ],
    ],
    [
      'apps/web/src/features/new-change/key-residue.test.tsx',
      'is gone from fields, page, storage, address and history',
    ],
  ),
  control(
    'C8',
    'the password of a file is forgotten',
    [
      [
        'apps/web/src/certificates/workbench/unlock-form.tsx',
        "if (field !== null) field.value = '';",
        '',
      ],
    ],
    [workbenchTest, 'forgets a typed password when the page is left'],
  ),
  control(
    'C8',
    'a key that comes late is not taken',
    [
      [
        `${form}/certificate-workbench.tsx`,
        "if (isLateOnly || form.getValues('keyDelivery') === 'late') {",
        'if (isLateOnly) {',
      ],
    ],
    [workbenchTest, 'does not take a key that is supplied after the approval'],
  ),
  control(
    'C9',
    'a private key in any public field',
    [
      [
        'apps/bff/src/http/express-app.ts',
        '  refusePrivateKeys(name, sent);\n',
        '',
      ],
    ],
    [
      nothingKept,
      'is answered 422 with the field, and nothing of it is answered, logged or stored',
    ],
  ),
  control(
    'C9',
    'the words of a private key in free text',
    [[holdsPrivateKey, 'if (hasKeyLine(text)) return true;', '']],
    [everyField, 'is refused in every text of every request: OpenSSH'],
  ),
  control(
    'C9',
    'a private key without its label',
    [[holdsPrivateKey, 'startsLikePrivateKey(token),', 'token.length < 0,']],
    [
      everyField,
      'is refused in every text of every request: the bare Base64 of PKCS#8',
    ],
  ),
  control(
    'C9',
    'no key comes out of a CA bundle',
    [
      [
        'packages/pki/src/bundle/read-bundle.ts',
        "items: items.filter(({ kind }) => kind !== 'key'),",
        'items,',
      ],
    ],
    [readBundle, 'keeps every authority of a CA bundle once, and no key'],
  ),
  control(
    'C9',
    'a chain is believed by its signatures',
    [
      [
        'packages/pki/src/chain.ts',
        'if (!isOtherKey && (await isSignedBy(below, candidate))) return candidate;',
        'if (!isOtherKey) return candidate;',
      ],
    ],
    [
      brokenBundles,
      'has one message for a forged certificate whose ids are right',
    ],
  ),
  control(
    'C9',
    'the key belongs to the certificate',
    [
      [
        'apps/bff/src/operations/vcenter-update-provider-client-certificate/admit.ts',
        'if (key.publicKeySha256 !== leaf.publicKeySha256) {',
        "if (key.publicKeySha256 === '') {",
      ],
    ],
    [
      'apps/bff/test/submit/bad-input.test.ts',
      'names its field and changes nothing: a key of another certificate',
    ],
  ),
  control(
    'C9',
    'no CA certificate in the client’s place',
    [
      [
        'packages/pki/src/judge-certificate.ts',
        '  return isCa\n    ? failedCheck(',
        '  return isCa && subject === id\n    ? failedCheck(',
      ],
    ],
    [
      'apps/bff/test/submit/bad-input.test.ts',
      'names its field and changes nothing: a CA certificate',
    ],
  ),
];
