import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Authorities, makeAuthorities } from '../support/authorities.ts';
import { lookAt, outcomesOf } from '../support/look-at.ts';
import { refusedPort, startTcp, startTls } from '../support/servers.ts';
import {
  hasPykmip,
  type RunningPykmip,
  startPykmip,
  startTls13,
} from './start-pykmip.ts';

/** `npm run test:kmip` wants all of it and no excuse; the usual run takes one case where the server is there. */
const isWhole = process.env['KEYWARD_KMIP'] === '1';
const TLS_FAILED = 'passed passed failed skipped skipped';

describe.skipIf(!isWhole && !hasPykmip())(
  'a real KMIP server (PyKMIP; needs the Debian package python3-pykmip)',
  () => {
    let made: Authorities;
    let server: RunningPykmip;
    beforeAll(async () => {
      made = await makeAuthorities();
      server = await startPykmip(made);
    });
    afterAll(() => server.stop());

    it('answers every layer when everything is right', async () => {
      const layers = await lookAt(server.port, {
        trusted: [made.ca],
        client: made.client,
      });
      expect(outcomesOf(layers)).toBe('passed passed passed passed passed');
      expect(layers.tls.finding).toContain('TLS 1.2');
      expect(layers.kmip_versions.finding).toBe(
        'Speaks KMIP 2.0, 1.4, 1.3, 1.2, 1.1, 1.0.',
      );
      expect(layers.kmip_query.finding).toContain('PyKMIP');
      expect(layers.kmip_query.finding).toContain('Locate, Get');
    });

    describe.skipIf(!isWhole)('(all cases: npm run test:kmip)', () => {
      it('is not trusted when its certificate comes from a wrong CA', async () => {
        const layers = await lookAt(server.port, {
          trusted: [made.otherCa],
          client: made.client,
        });
        expect(outcomesOf(layers)).toBe(TLS_FAILED);
        expect(layers.tls.finding).toContain(
          'does not come from a CA that the target trusts',
        );
      });

      it('refuses a client certificate of another CA', async () => {
        const layers = await lookAt(server.port, {
          trusted: [made.ca],
          client: made.foreignClient,
        });
        expect(outcomesOf(layers)).toBe(TLS_FAILED);
        expect(layers.tls.finding).toContain(
          'refuses the client certificate of this change: it does not come from a CA that the key server trusts',
        );
      });

      it('refuses a client certificate that has expired', async () => {
        const layers = await lookAt(server.port, {
          trusted: [made.ca],
          client: made.expiredClient,
        });
        expect(outcomesOf(layers)).toBe(TLS_FAILED);
        expect(layers.tls.finding).toContain('it has expired');
      });

      it('refuses a client certificate without the extended key usage', async () => {
        const layers = await lookAt(server.port, {
          trusted: [made.ca],
          client: made.clientWithoutUsage,
        });
        expect(outcomesOf(layers)).toBe('passed passed passed failed skipped');
        expect(layers.kmip_versions.finding).toContain(
          'it has no extended key usage',
        );
        expect(layers.kmip_versions.finding).toContain(
          'Error verifying the client certificate',
        );
        expect(layers.kmip_versions.nextStep).toContain('clientAuth');
      });

      it('refuses a client certificate for another use', async () => {
        const layers = await lookAt(server.port, {
          trusted: [made.ca],
          client: made.clientOfOtherUsage,
        });
        expect(outcomesOf(layers)).toBe(TLS_FAILED);
        expect(layers.tls.finding).toContain('does not name clientAuth');
      });

      it('wants a client certificate, which is no failure while the key is not here', async () => {
        const layers = await lookAt(server.port, {
          trusted: [made.ca],
          whyNoClient: 'key_not_here',
        });
        expect(outcomesOf(layers)).toBe(
          'passed passed unverified skipped skipped',
        );
        expect(layers.tls.finding).toContain('showed kms.test');
        expect(layers.tls.finding).toContain(
          'client authentication was not tried',
        );
      });

      it('over TLS 1.3 refuses a client only afterwards, and that still belongs to TLS', async () => {
        const strict = await startTls13(made);
        try {
          const foreign = await lookAt(strict.port, {
            trusted: [made.ca],
            client: made.foreignClient,
          });
          expect(outcomesOf(foreign)).toBe(TLS_FAILED);
          expect(foreign.tls.finding).toContain(
            'it does not come from a CA that the key server trusts',
          );
          const other = await lookAt(strict.port, {
            trusted: [made.ca],
            client: made.clientOfOtherUsage,
          });
          expect(outcomesOf(other)).toBe(TLS_FAILED);
          expect(other.tls.finding).toContain('does not name clientAuth');
          const late = await lookAt(strict.port, {
            trusted: [made.ca],
            whyNoClient: 'key_not_here',
          });
          expect(outcomesOf(late)).toBe('passed passed passed skipped skipped');
          expect(late.tls.finding).toContain('It was verified');
        } finally {
          await strict.stop();
        }
      });

      it('is missing: a refused port, a silent one, and one that speaks TLS 1.1 at most', async () => {
        const refused = await lookAt(await refusedPort());
        expect(refused.tcp.finding).toContain('nothing listens');
        const silent = await lookAt(
          await startTcp((socket) => socket.resume()),
          { limits: { tlsMs: 300 } },
        );
        expect(silent.tls.finding).toContain('stayed silent');
        const old = await startTls({
          cert: made.server.pem,
          key: made.server.keyPem,
          minVersion: 'TLSv1.1',
          maxVersion: 'TLSv1.1',
          ciphers: 'DEFAULT@SECLEVEL=0',
        });
        expect((await lookAt(old)).tls.finding).toContain('only TLS 1.1');
      });
    });
  },
);
