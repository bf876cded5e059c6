import { control } from './control.mjs';

const staticFilesTest = 'apps/bff/src/http/static-files.test.ts';

/** What is served to whoever asks: the files of the page, and metrics here only. */
export const servedControls = [
  control(
    'D10',
    'only the files of a page',
    [
      [
        'apps/bff/src/http/static-files.ts',
        '(each) => MEDIA_TYPES[extname(each)] !== undefined',
        "(each) => extname(each) !== '.no'",
      ],
    ],
    [staticFilesTest, 'are not /assets/app.js.map'],
  ),
  control(
    'D10',
    'pages have addresses of words',
    [
      [
        'apps/bff/src/http/static-files.ts',
        'const isPage = isPageAddress(path);',
        "const isPage = path !== '/assets/app.js';",
      ],
    ],
    [staticFilesTest, 'are not /.git/config'],
  ),
  control(
    'B4',
    'only known words of a cookie come onto the page',
    [
      [
        'apps/bff/src/http/first-look.ts',
        "LOOK.test(look) ? look : ''",
        'look',
      ],
    ],
    [staticFilesTest, 'is made of known words only'],
  ),
  control(
    'D10',
    'metrics are asked here',
    [
      [
        'apps/bff/src/http/loopback.ts',
        'FORWARDING.every((name) => headers[name] === undefined)',
        'FORWARDING.every((name) => headers[name] !== null)',
      ],
    ],
    [
      'apps/bff/src/http/loopback.test.ts',
      'through a proxy is asked elsewhere: x-forwarded-for 127.0.0.1',
    ],
  ),
];
