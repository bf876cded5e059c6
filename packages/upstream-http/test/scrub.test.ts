import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';

import { scrubJson, scrubText, vapiRefusal } from '../src/index.ts';
import type { UpstreamAnswer, UpstreamRequest } from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import type { TestCertificate } from './support/certificates.ts';
import { closeAfterTest } from './support/cleanup.ts';
import { makeClient, pin } from './support/client.ts';
import { startTarget } from './support/target.ts';

const password = 'c4nary "q<u>ote" ü+/?&\n\\end';
const base64 = Buffer.from(password).toString('base64');

describe('scrubbing', () => {
  it.each([
    ['as it is', password],
    ['in the middle of words', `x${password}y`],
    ['as JSON', JSON.stringify({ password })],
    ['as JSON in JSON', JSON.stringify(JSON.stringify({ password }))],
    ['in a URL', `https://h/?p=${encodeURIComponent(password)}`],
    ['in a form', new URLSearchParams({ password }).toString()],
    ['in Base64', base64],
    ['in Base64url', Buffer.from(password).toString('base64url')],
    ['inside longer Base64', Buffer.from(`a${password}b`).toString('base64')],
    [
      'inside longer Base64, one further',
      Buffer.from(`ab${password}b`).toString('base64'),
    ],
    ['in hexadecimal', Buffer.from(password).toString('hex')],
    [
      'in upper-case hexadecimal',
      Buffer.from(password).toString('hex').toUpperCase(),
    ],
    [
      'in HTML',
      password
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll('&?', '&amp;?'),
    ],
    ['without the white space around it', password.trim()],
  ])('removes a secret that comes back %s', (what, echo) => {
    const values =
      what === 'in HTML'
        ? ['c4nary "q<u>ote"']
        : [what.startsWith('without') ? `${password} ` : password];
    const clean = scrubText(echo, values);
    expect(clean).toContain('[secret]');
    expect(clean).not.toContain('c4nary');
    expect(clean).not.toContain(base64.slice(4, 20));
  });

  it('removes a key line by line, however it is wrapped', () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const lines = pem
      .split('\n')
      .filter((line) => line.length > 20 && !line.startsWith('-'));
    const echo = `invalid key: ${lines[1]} | ${pem.replaceAll('\n', '\r\n')} | ${pem.replaceAll('\n', ' ')}`;
    const clean = scrubText(echo, [pem]);
    expect(lines.filter((line) => clean.includes(line))).toEqual([]);
  });

  it('reaches into names, arrays and numbers of JSON', () => {
    const dirty = {
      'key hunter22': ['a', { b: 'hunter22!' }],
      pin: 12_345_678,
      other: 42,
      none: null,
    };
    expect(scrubJson(dirty, ['hunter22', '12345678'])).toEqual({
      'key [secret]': ['a', { b: '[secret]!' }],
      pin: '[secret]',
      other: 42,
      none: null,
    });
  });

  it('removes a short secret only where it stands alone', () => {
    expect(scrubText('ab: cab ab. "ab"', ['ab'])).toBe(
      '[secret]: cab [secret]. "[secret]"',
    );
    expect(scrubText('a.c abc', ['a.c'])).toBe('[secret] abc');
  });

  it('removes the longer of two secrets that contain each other as a whole', () => {
    expect(scrubText('hunter2-and-more', ['hunter2', 'hunter2-and-more'])).toBe(
      '[secret]',
    );
  });

  it('leaves text alone when there is nothing to look for', () => {
    expect(scrubText('a  b', ['', ' '])).toBe('a  b');
  });
});

describe('a target that echoes everything', () => {
  let certificate: TestCertificate;
  beforeAll(async () => {
    certificate = await makeCertificate();
  });

  async function echoed(
    status: number,
    request: Partial<UpstreamRequest>,
  ): Promise<UpstreamAnswer> {
    const to = closeAfterTest(
      await startTarget({
        certificate,
        answer: (incoming, response) => {
          const { body } = to.requests[0] ?? { body: '' };
          const text = `You sent ${JSON.stringify(incoming.headers)} and ${body}`;
          response.writeHead(status, {
            'content-type': 'application/json',
            'x-echo': incoming.headers.authorization ?? '',
          });
          response.end(
            JSON.stringify({
              error_type: 'INVALID_ARGUMENT',
              messages: [{ id: text, default_message: text, args: [text] }],
              data: { [text]: text },
            }),
          );
        },
      }),
    );
    return makeClient({ port: to.port, trust: pin(certificate) }).request({
      method: 'POST',
      path: '/',
      ...request,
    });
  }

  it.each([200, 400])(
    'gets neither body secrets nor credentials into the answer or the facts (%i)',
    async (status) => {
      const authorization = `Basic ${Buffer.from('keyward:pa:ss-canary').toString('base64')}`;
      const session = 'canary-session-token';
      const answer = await echoed(status, {
        headers: {
          Authorization: authorization,
          'vmware-api-session-id': session,
        },
        body: { password: 'body-canary\n"x"' },
        scrub: ['body-canary\n"x"'],
      });
      const everything = JSON.stringify([
        answer,
        vapiRefusal('vcenter', answer),
      ]);
      expect(everything).toContain('You sent');
      expect(everything).not.toContain('canary');
      expect(everything).not.toContain(authorization.slice(6));
    },
  );
});
