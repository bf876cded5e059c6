import { resolve } from 'node:path';
import { PlainProblem } from './plain-problem.mjs';
import { repositoryRoot } from './repository-root.mjs';

/** What `npm start` itself needs of the variables that README describes; the rest passes through. */
export function readStartSettings(env) {
  const mode = env['KEYWARD_MODE'] || 'demo';
  if (mode !== 'demo' && mode !== 'production') {
    throw new PlainProblem(
      `KEYWARD_MODE is "${mode}"; it has to be demo or production.`,
    );
  }
  const port = Number(env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PlainProblem(
      `PORT is "${env['PORT']}"; it has to be a number from 1 to 65535.`,
    );
  }
  const simulators =
    env['KEYWARD_SIMULATORS'] || (mode === 'demo' ? 'on' : 'off');
  if (simulators !== 'on' && simulators !== 'off') {
    throw new PlainProblem(
      `KEYWARD_SIMULATORS is "${simulators}"; it has to be on or off.`,
    );
  }
  return {
    mode,
    port,
    host: env['HOST'] || '127.0.0.1',
    dataDir: resolve(repositoryRoot, env['KEYWARD_DATA_DIR'] || '.keyward'),
    hasSimulators: simulators === 'on',
    hasTls: Boolean(env['KEYWARD_TLS_CERT_FILE']),
    publicUrl: env['KEYWARD_PUBLIC_URL'] || `http://localhost:${port}`,
  };
}
