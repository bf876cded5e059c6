import { resolve } from 'node:path';

import {
  checkReceiverUrl,
  checkSecretFile,
  readCertificates,
  readKey,
  refuseMember,
} from '../member-checks.ts';
import type { AuditSink } from './audit-sink.ts';
import { createFileSink } from './file-sink.ts';
import { createHttpsSink } from './https-sink.ts';
import type { SinkTls } from './sink-tls.ts';
import type { SinkSection } from './sinks-section.ts';
import { createSyslogSink } from './syslog-sink.ts';

const LEAST_SECRET = 16;

/** @throws ConfigError naming the member and the remedy, never a value */
export function openSinks(
  sections: readonly SinkSection[],
  isDemo: boolean,
): AuditSink[] {
  return sections.map((section, index) =>
    openSink(section, `/audit/sinks/${String(index)}`, isDemo),
  );
}

function openSink(
  section: SinkSection,
  at: string,
  isDemo: boolean,
): AuditSink {
  const { name } = section;
  switch (section.type) {
    case 'file':
      return createFileSink({ name, path: resolve(section.path) });
    case 'syslog': {
      const { type, host, port } = section;
      return createSyslogSink({
        type,
        name,
        host,
        port,
        ...tlsOf(section, at),
      });
    }
    case 'https': {
      const url = checkReceiverUrl(`${at}/url`, section.url, isDemo);
      const { authorizationFile = null, secretFile = null } = section;
      if (authorizationFile !== null) {
        checkSecretFile(`${at}/authorizationFile`, authorizationFile, 1);
      }
      if (secretFile !== null) {
        checkSecretFile(`${at}/secretFile`, secretFile, LEAST_SECRET);
      }
      const { type } = section;
      const tls = tlsOf(section, at);
      return createHttpsSink({
        type,
        name,
        url,
        authorizationFile,
        secretFile,
        ...tls,
      });
    }
  }
}

function tlsOf(
  section: Exclude<SinkSection, { type: 'file' }>,
  at: string,
): SinkTls {
  const { caFile, certFile, keyFile } = section;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw refuseMember(at, 'certFile and keyFile belong together');
  }
  return {
    ca: readCertificates(`${at}/caFile`, caFile),
    cert: readCertificates(`${at}/certFile`, certFile),
    key: keyFile === undefined ? null : readKey(`${at}/keyFile`, keyFile),
  };
}
