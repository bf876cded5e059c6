import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { ConfigError } from '../config-error.ts';
import { openSinks } from './sink-settings.ts';
import { sinksSection } from './sinks-section.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyward-sinks-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, text: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function open(sink: Record<string, unknown>, isDemo = false): string {
  const sinks = sinksSection.parse([{ name: 'siem', ...sink }]);
  try {
    return openSinks(sinks, isDemo)
      .map(({ type }) => type)
      .join();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

const URL_OF_SIEM = 'https://siem.example/keyward';

describe('a sink in the configuration file', () => {
  it('is opened as it stands there', () => {
    const secretFile = fileOf('secret', 'x'.repeat(16), 0o600);
    expect(open({ type: 'https', url: URL_OF_SIEM, secretFile })).toBe('https');
    expect(open({ type: 'syslog', host: 'logs.example' })).toBe('syslog');
    expect(open({ type: 'file', path: join(folder, 'copy') })).toBe('file');
  });

  it('sends nothing in the clear but to the demo’s own machine', () => {
    const plain = { type: 'https', url: 'http://127.0.0.1:1/x' };
    expect(open(plain)).toContain('/audit/sinks/0/url: must be https');
    expect(open(plain, true)).toBe('https');
    expect(
      open({ type: 'https', url: 'http://siem.example/x' }, true),
    ).toContain('must be https');
  });

  it('takes no secret that others can read, and no half a pair', () => {
    const readable = fileOf('readable', 'x'.repeat(16), 0o644);
    const https = { type: 'https', url: URL_OF_SIEM };
    expect(open({ ...https, secretFile: readable })).toContain('chmod 600');
    expect(open({ ...https, authorizationFile: readable })).toContain(
      'chmod 600',
    );
    expect(open({ ...https, keyFile: readable })).toContain('belong together');
    expect(open({ ...https, caFile: readable })).toContain(
      'holds no PEM certificate',
    );
  });

  it.each([
    ['an account in its address', { url: 'https://a:b@siem.example/' }],
    ['another scheme', { url: 'ftp://siem.example/' }],
    ['a name with a path in it', { name: '../siem' }],
    ['a member that is not known', { verify: false }],
  ])('is refused with %s', (_what, wrong) => {
    const sink = { type: 'https', name: 'siem', url: URL_OF_SIEM, ...wrong };
    expect(sinksSection.safeParse([sink]).success).toBe(false);
  });

  it('is refused when two have one name', () => {
    const sink = { type: 'https', name: 'siem', url: URL_OF_SIEM };
    expect(sinksSection.safeParse([sink, sink]).success).toBe(false);
  });
});
