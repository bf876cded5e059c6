import { describe, expect, it } from 'vitest';

import { ConfigError, readConfig } from './config.ts';

const PRODUCTION = {
  KEYWARD_MODE: 'production',
  KEYWARD_KEK_FILE: '/etc/keyward/kek',
  KEYWARD_PUBLIC_URL: 'https://keyward.corp.example',
  KEYWARD_TRUST_PROXY: '1',
};

function refusalOf(
  env: Record<string, string | undefined>,
  execArgv: string[] = [],
): string {
  try {
    readConfig(env, execArgv);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('demo mode', () => {
  it('needs nothing and stays on this machine', () => {
    const config = readConfig({}, []);
    expect(config).toMatchObject({
      mode: 'demo',
      port: 8080,
      host: '127.0.0.1',
      origins: ['http://localhost:8080', 'http://127.0.0.1:8080'],
      egressLoopback: true,
      databaseUrl: null,
      tls: null,
      trustProxy: 0,
    });
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'keyward.corp.example'])(
    'does not listen on %s',
    (HOST) => {
      expect(refusalOf({ HOST })).toMatch(/^HOST: /);
    },
  );
});

describe('production mode', () => {
  it('starts with keys, a public https URL and a declared way of TLS', () => {
    const config = readConfig({ ...PRODUCTION, HOST: '0.0.0.0' }, []);
    expect(config).toMatchObject({
      mode: 'production',
      origins: ['https://keyward.corp.example'],
      egressLoopback: false,
      estateFile: null,
      failpoint: null,
    });
  });

  it.each([
    ['without a key file', { KEYWARD_KEK_FILE: undefined }, 'KEYWARD_KEK_FILE'],
    [
      'without a public URL',
      { KEYWARD_PUBLIC_URL: undefined },
      'KEYWARD_PUBLIC_URL',
    ],
    [
      'with a public URL in clear',
      { KEYWARD_PUBLIC_URL: 'http://keyward.corp.example' },
      'KEYWARD_PUBLIC_URL',
    ],
    [
      'with a public URL that is none',
      { KEYWARD_PUBLIC_URL: 'keyward' },
      'KEYWARD_PUBLIC_URL',
    ],
    [
      'without TLS or a proxy',
      { KEYWARD_TRUST_PROXY: undefined },
      'KEYWARD_TLS_CERT_FILE',
    ],
    [
      'with half of TLS',
      { KEYWARD_TLS_CERT_FILE: '/cert' },
      'KEYWARD_TLS_CERT_FILE',
    ],
    [
      'with a fail-point',
      { KEYWARD_FAILPOINT: 'task.apply.afterSend' },
      'KEYWARD_FAILPOINT',
    ],
    [
      'with a record of fail-points',
      { KEYWARD_FAILPOINT_RECORD: '/tmp/passed' },
      'KEYWARD_FAILPOINT_RECORD',
    ],
    ['with simulators', { KEYWARD_SIMULATORS: 'on' }, 'KEYWARD_SIMULATORS'],
    [
      'with an inspector in NODE_OPTIONS',
      { NODE_OPTIONS: '--inspect=0' },
      'NODE_OPTIONS',
    ],
    [
      'without certificate checks',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      'NODE_TLS_REJECT_UNAUTHORIZED',
    ],
  ])('does not start %s', (_what, change, named) => {
    const message = refusalOf({ ...PRODUCTION, ...change });
    expect(message).toContain(named);
    expect(message).not.toContain('\n');
  });

  it('does not start under an inspector', () => {
    expect(refusalOf(PRODUCTION, ['--inspect-brk'])).toContain('inspector');
    expect(refusalOf(PRODUCTION, ['--inspect=9229'])).toContain('inspector');
  });

  it.each([
    '--heapsnapshot-signal=SIGUSR2',
    '--heap-prof',
    '--abort-on-uncaught-exception',
  ])('does not start with %s, which writes its memory to a file', (option) => {
    expect(refusalOf(PRODUCTION, [option])).toContain('memory');
  });

  it('reaches loopback only when it is told to', () => {
    const told = { ...PRODUCTION, KEYWARD_EGRESS_ALLOW_LOOPBACK: '1' };
    expect(readConfig(told, []).egressLoopback).toBe(true);
  });
});

describe('any mode', () => {
  it('never starts without certificate checks', () => {
    expect(refusalOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toContain(
      'certificate checks',
    );
  });

  it.each([
    ['PORT', 'x'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['KEYWARD_MODE', 'test'],
    ['KEYWARD_TRUST_PROXY', '9'],
    ['KEYWARD_LOG_LEVEL', 'loud'],
    ['KEYWARD_EGRESS_ALLOW_LOOPBACK', 'maybe'],
  ])('names the setting it cannot use: %s=%s', (name, value) => {
    expect(refusalOf({ [name]: value })).toMatch(new RegExp(`^${name}: `));
  });
});
