import { control } from './control.mjs';

const dependencies = 'packages/tooling/src/dependencies.mjs';
const dependenciesTest = 'packages/tooling/test/dependencies.test.ts';

/** Which packages may be installed. */
export const dependencyControls = [
  control(
    'D9',
    'packages from the registry',
    [[dependencies, '!String(resolved).startsWith(REGISTRY)', 'false']],
    [dependenciesTest, 'would be refused with another address'],
  ),
  control(
    'D9',
    'packages with a strong hash',
    [
      [
        dependencies,
        "/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')",
        'integrity !== null',
      ],
    ],
    [dependenciesTest, 'would be refused with an old hash'],
  ),
  control(
    'D9',
    'licences from a list',
    [[dependencies, 'isAllowed(license) ? null :', "license !== '' ? null :"]],
    [dependenciesTest, 'would be refused with a licence that binds us'],
  ),
  control(
    'D9',
    'no install scripts',
    [
      [
        dependencies,
        'hasInstallScript === true &&',
        'hasInstallScript === 0 &&',
      ],
    ],
    [dependenciesTest, 'would be refused with a script'],
  ),
  control(
    'D9',
    'exact versions',
    [
      [
        dependencies,
        '!/^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$/.test(version)',
        "version === ''",
      ],
    ],
    [dependenciesTest, 'would be refused with a range'],
  ),
];
