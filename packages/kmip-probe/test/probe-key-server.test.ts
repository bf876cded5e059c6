import { beforeAll, describe, expect, it } from 'vitest';

import { type Authorities, makeAuthorities } from './support/authorities.ts';
import { type Layers, lookAt, outcomesOf } from './support/look-at.ts';
import {
  answerKmip,
  healthy,
  refusedPort,
  refusing,
  RESULT_REASON,
  startTcp,
  startTls,
} from './support/servers.ts';

let made: Authorities;
beforeAll(async () => {
  made = await makeAuthorities();
});

const TLS_FAILED = 'passed passed failed skipped skipped';
const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

/** What the failed layer says. */
function lastFinding(layers: Layers): string {
  return (
    Object.values(layers).find(({ outcome }) => outcome === 'failed')
      ?.finding ?? ''
  );
}

function identity(certificate: { pem: string; keyPem: string }) {
  return { cert: certificate.pem, key: certificate.keyPem };
}

/** A key server that knows its clients. */
function strict(version: (typeof VERSIONS)[number]) {
  return startTls(
    {
      ...identity(made.server),
      ca: [made.ca.pem],
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: version,
      maxVersion: version,
    },
    answerKmip(healthy),
  );
}

describe('a healthy key server', () => {
  it.each(VERSIONS)(
    'passes every layer over %s, with the client certificate of the change',
    async (version) => {
      const port = await strict(version);
      const layers = await lookAt(port, {
        host: 'kms.test',
        trusted: [made.ca],
        client: made.client,
      });
      expect(outcomesOf(layers)).toBe('passed passed passed passed passed');
      expect(layers.dns.finding).toBe('Resolves to 127.0.0.1.');
      expect(layers.tls.finding).toContain(version.replace('v', ' '));
      expect(layers.tls.finding).toContain('showed kms.test');
      expect(layers.kmip_versions.finding).toBe(
        'Speaks KMIP 1.4, 1.3, 1.2, 1.1, 1.0.',
      );
      expect(layers.kmip_query.finding).toBe(
        'Calls itself “Test key server”. In KMIP 1.4 it offers 4 operations, among them Create, Locate, Get, Destroy and 1 kind of object (Symmetric Key).',
      );
      expect(layers.kmip_query.milliseconds).toBeGreaterThan(0);
    },
  );

  it('is not called verified where no CA is known for it', async () => {
    const port = await strict('TLSv1.3');
    const layers = await lookAt(port, { client: made.client });
    expect(outcomesOf(layers)).toBe('passed passed unverified passed passed');
    expect(layers.tls.finding).toContain(
      'Not verified: no CA certificate is known for this server.',
    );
    expect(layers.tls.nextStep).toContain('Compare the SHA-256');
  });

  it('may be trusted by exactly its own certificate, whatever its name', async () => {
    const port = await startTls(identity(made.otherName), answerKmip(healthy));
    const layers = await lookAt(port, { trusted: [made.otherName] });
    expect(layers.tls.outcome).toBe('passed');
  });
});

describe('a key server that is not what the target trusts', () => {
  it('comes from a wrong CA', async () => {
    const port = await strict('TLSv1.3');
    const layers = await lookAt(port, {
      trusted: [made.otherCa],
      client: made.client,
    });
    expect(outcomesOf(layers)).toBe(TLS_FAILED);
    expect(layers.tls.finding).toContain(
      'does not come from a CA that the target trusts',
    );
    expect(layers.kmip_versions.finding).toBe(
      'Not tried: an earlier layer failed.',
    );
  });

  it('has a certificate for another name', async () => {
    const port = await startTls(identity(made.otherName));
    const layers = await lookAt(port, { trusted: [made.ca] });
    expect(outcomesOf(layers)).toBe(TLS_FAILED);
    expect(layers.tls.finding).toContain('for another name');
    expect(layers.tls.finding).toContain('showed other.test');
  });

  it('has a certificate that has expired', async () => {
    const port = await startTls(identity(made.expiredServer));
    const layers = await lookAt(port, { trusted: [made.ca] });
    expect(outcomesOf(layers)).toBe(TLS_FAILED);
    expect(layers.tls.finding).toContain('has expired');
  });

  it('is told not a byte of KMIP', async () => {
    let heard = 0;
    const port = await startTls(identity(made.server), (socket) => {
      socket.on('data', (chunk: Buffer) => (heard += chunk.length));
    });
    await lookAt(port, { trusted: [made.otherCa] });
    expect(heard).toBe(0);
  });
});

describe.each(VERSIONS)(
  'a key server over %s that wants a client',
  (version) => {
    it('goes away when it is shown a certificate that it does not know', async () => {
      const layers = await lookAt(await strict(version), {
        trusted: [made.ca],
        client: made.foreignClient,
      });
      expect(outcomesOf(layers)).toContain('failed skipped');
      expect(lastFinding(layers)).toContain(
        'closed the connection when it was shown the client certificate of this change',
      );
    });

    it('goes away when the use of the certificate is not clientAuth, and that is said', async () => {
      const layers = await lookAt(await strict(version), {
        trusted: [made.ca],
        client: made.clientOfOtherUsage,
      });
      expect(lastFinding(layers)).toContain('does not name clientAuth');
    });

    it('goes away when the certificate has expired, and that is said', async () => {
      const layers = await lookAt(await strict(version), {
        trusted: [made.ca],
        client: made.expiredClient,
      });
      expect(lastFinding(layers)).toContain('it has expired');
    });

    it('is no failure when the key is not sealed in the change: that is what the evidence says', async () => {
      const layers = await lookAt(await strict(version), {
        trusted: [made.ca],
        whyNoClient: 'key_not_here',
      });
      expect(layers.tls.outcome).not.toBe('failed');
      expect(layers.tls.finding).toContain('showed kms.test');
      expect(layers.tls.finding).toContain(
        'its private key is not sealed in this change: client authentication was not tried',
      );
      expect(layers.kmip_versions).toMatchObject({
        outcome: 'skipped',
        finding:
          'Not tried: the key server wants a client certificate before it talks KMIP.',
      });
    });

    it('is no failure when only the target has a certificate', async () => {
      const layers = await lookAt(await strict(version), {
        trusted: [made.ca],
      });
      expect(layers.tls.outcome).not.toBe('failed');
      expect(layers.tls.finding).toContain('only the target has one');
    });
  },
);

describe('a port that is no key server', () => {
  it('is refused', async () => {
    const layers = await lookAt(await refusedPort());
    expect(outcomesOf(layers)).toBe('passed failed skipped skipped skipped');
    expect(layers.tcp.finding).toContain('nothing listens on port');
  });

  it('is silent', async () => {
    const port = await startTcp((socket) => socket.resume());
    const layers = await lookAt(port, { limits: { tlsMs: 200 } });
    expect(outcomesOf(layers)).toBe(TLS_FAILED);
    expect(layers.tls.finding).toBe(
      'The port took the connection and stayed silent for 0.2 s.',
    );
  });

  it('does not speak TLS at all', async () => {
    const port = await startTcp((socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const layers = await lookAt(port);
    expect(outcomesOf(layers)).toBe(TLS_FAILED);
    expect(layers.tls.finding).toContain('does not speak TLS');
  });

  it('speaks TLS 1.1 at most', async () => {
    const port = await startTls({
      ...identity(made.server),
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const layers = await lookAt(port, { trusted: [made.ca] });
    expect(outcomesOf(layers)).toBe(TLS_FAILED);
    expect(layers.tls.finding).toContain('only TLS 1.1 or older');
  });

  it('closes during the handshake', async () => {
    const port = await startTcp((socket) => {
      socket.once('data', () => socket.end());
    });
    const layers = await lookAt(port);
    expect(layers.tls.finding).toContain('closed the connection during');
  });

  it('lies where Keyward may not connect, and no connection is opened', async () => {
    const layers = await lookAt(5697, { host: '10.99.1.2' });
    expect(outcomesOf(layers)).toBe('failed skipped skipped skipped skipped');
    expect(layers.dns.finding).toBe('Keyward may not connect to this port.');
    expect(layers.dns.nextStep).toContain('KEYWARD_EGRESS_ALLOW');
    const other = await lookAt(5696, { host: '192.0.2.1' });
    expect(other.dns.finding).toContain('not in the networks');
  });

  it('has a name that nobody knows', async () => {
    const layers = await lookAt(5696, { host: 'nowhere.test' });
    expect(layers.dns.finding).toBe('The name cannot be resolved.');
  });
});

describe('what a key server answers', () => {
  async function over(answer: Parameters<typeof answerKmip>[0]) {
    const port = await startTls(identity(made.server), answerKmip(answer));
    return lookAt(port, { trusted: [made.ca], limits: { kmipMs: 300 } });
  }

  it('may be a refusal, which is shown in its own words', async () => {
    const layers = await over(
      refusing(RESULT_REASON.generalFailure, 'Database is down'),
    );
    expect(outcomesOf(layers)).toBe('passed passed passed failed skipped');
    expect(layers.kmip_versions.finding).toContain('“Database is down”');
  });

  it('may be that it does not know this client', async () => {
    const port = await startTls(
      identity(made.server),
      answerKmip(
        refusing(RESULT_REASON.authenticationNotSuccessful, 'Unknown client'),
      ),
    );
    const layers = await lookAt(port, {
      trusted: [made.ca],
      client: made.client,
    });
    expect(outcomesOf(layers)).toBe('passed passed passed failed skipped');
    expect(layers.kmip_versions.finding).toContain(
      'does not accept this client',
    );
    const weak = await lookAt(port, {
      trusted: [made.ca],
      client: made.clientWithoutUsage,
    });
    expect(weak.kmip_versions.finding).toContain('no extended key usage');
  });

  it('may be that it wants to know its client, which is no fault where none can be shown', async () => {
    const layers = await over(
      refusing(RESULT_REASON.authenticationNotSuccessful, 'Who are you?'),
    );
    expect(outcomesOf(layers)).toBe('passed passed passed skipped skipped');
    expect(layers.kmip_versions).toMatchObject({ milliseconds: null });
    expect(layers.kmip_versions.finding).toContain('“Who are you?”');
    expect(layers.kmip_query.finding).toContain('wants a client certificate');
  });

  it('may come from a server of KMIP 1.0, which knows no Discover Versions', async () => {
    const layers = await over(({ operation, version }) =>
      version.minor === 0 && version.major === 1
        ? healthyOr10(operation, version)
        : refusing(
            RESULT_REASON.invalidMessage,
            'Unsupported version',
          )({
            operation,
            version,
          }),
    );
    expect(outcomesOf(layers)).toBe('passed passed passed passed passed');
    expect(layers.kmip_versions.finding).toContain('KMIP 1.0');
  });

  it.each([
    ['garbage', Buffer.from('Hello, this is no KMIP\r\n')],
    ['a length of gigabytes', Buffer.from('42007b01fffffff0', 'hex')],
    ['an empty message', Buffer.from('42007b0100000000', 'hex')],
  ])('may be %s', async (_name, bytes) => {
    const port = await startTls(identity(made.server), (socket) => {
      socket.once('data', () => socket.write(bytes));
    });
    const layers = await lookAt(port, { trusted: [made.ca] });
    expect(outcomesOf(layers)).toBe('passed passed passed failed skipped');
    expect(layers.kmip_versions.finding).toContain('no KMIP answer');
  });

  it('may be nothing, and then its time is over', async () => {
    const port = await startTls(identity(made.server), (socket) => {
      socket.resume();
    });
    const layers = await lookAt(port, {
      trusted: [made.ca],
      limits: { kmipMs: 200 },
    });
    expect(layers.kmip_versions.finding).toContain('stayed silent for 0.2 s');
  });

  it('may be the end of the connection', async () => {
    const layers = await over(() => null);
    expect(layers.kmip_versions.finding).toContain(
      'closed the connection without an answer',
    );
  });
});

const healthyOr10: (
  operation: number,
  version: { major: number; minor: number },
) => Uint8Array | null = (operation, version) =>
  operation === 0x1e
    ? refusing(
        RESULT_REASON.operationNotSupported,
        'No such operation',
      )({
        operation,
        version,
      })
    : healthy({ operation, version });

describe('a look', () => {
  it('ends when its caller gives up, and closes what it opened', async () => {
    const giveUp = new AbortController();
    const closed = Promise.withResolvers<undefined>();
    const port = await startTcp((socket) => {
      socket.resume().once('close', () => closed.resolve(undefined));
      giveUp.abort(new Error('Given up.'));
    });
    await expect(lookAt(port, { signal: giveUp.signal })).rejects.toThrow(
      'Given up.',
    );
    await closed.promise;
  });
});
