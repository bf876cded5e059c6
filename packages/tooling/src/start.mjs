import {
  EmbeddedPostgresError,
  stopLeftBehindPostgres,
} from '@keyward/database/embedded';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { takeDataDirectory } from './data-directory.mjs';
import { errorSummary } from './log-summary.mjs';
import { warmCompiledCode } from './server-runtime.mjs';
import { ManagedProcess } from './managed-process.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { refuseTakenPort } from './port-check.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { readStartSettings } from './start-settings.mjs';
import { listenForStop } from './stop-requests.mjs';
import { waitUntilReady } from './wait-until-ready.mjs';
import { describeReady } from './welcome.mjs';

const serverEntry = 'apps/bff/src/main.ts';
const readyWithinMs = 120_000;
const bffStopMs = 25_000;
const simulatorsStopMs = 5_000;

/** `npm start`: builds, starts the simulated estate and the BFF, and stops both again in order. */
export async function run() {
  const settings = readStartSettings(process.env);
  const release = takeDataDirectory(settings.dataDir);
  const stop = listenForStop();
  const running = [];
  try {
    await refuseTakenPort(settings.host, settings.port);
    const estate = settings.hasSimulators
      ? startSimulators(settings, running)
      : undefined;
    estate?.ready.catch(() => undefined);
    const warm = warmCompiledCode(serverEntry);
    await unlessStopped(stop, ensureBuilt(repositoryRoot));
    await unlessStopped(stop, warm);
    await unlessStopped(stop, estate?.ready);
    const bff = startBff(settings, running);
    await unlessStopped(stop, untilReady(bff, settings));
    if (!stop.isAsked()) console.log(describeReady(settings));
    await Promise.race([
      stop.asked,
      ...running.map((child) => endedUnasked(child, stop)),
    ]);
    console.log('\nStopping …');
    return 0;
  } catch (error) {
    if (!(error instanceof StopAsked)) throw error;
    console.log('\nStopping …');
    return 0;
  } finally {
    await stopAll(running, settings, stop);
    release();
  }
}

class StopAsked extends Error {}

async function unlessStopped(stop, work) {
  const outcome = await Promise.race([
    stop.asked.then(() => 'stop'),
    Promise.resolve(work).then(() => 'done'),
  ]);
  if (outcome === 'stop') throw new StopAsked();
}

function startSimulators(settings, running) {
  const dataDir = join(settings.dataDir, 'simulators');
  console.log('Starting the simulated estate …');
  let resolveReady;
  const announced = new Promise((resolve) => (resolveReady = resolve));
  const child = new ManagedProcess({
    name: 'simulators',
    script: 'packages/simulators/src/cli.ts',
    args: ['--data-dir', dataDir],
    logFile: join(settings.dataDir, 'logs', 'simulators.log'),
    onLine: (line) => {
      if (line.startsWith('{"ready":true')) resolveReady();
    },
  });
  running.push(child);
  return {
    ready: Promise.race([announced, failsWhenEnded(child), failsLate(child)]),
  };
}

function startBff(settings, running) {
  console.log('Starting Keyward …');
  const estateFile = join(settings.dataDir, 'simulators', 'estate.json');
  const child = new ManagedProcess({
    name: 'bff',
    script: serverEntry,
    env: {
      KEYWARD_MODE: settings.mode,
      PORT: String(settings.port),
      HOST: settings.host,
      KEYWARD_DATA_DIR: settings.dataDir,
      KEYWARD_SIMULATORS: settings.hasSimulators ? 'on' : 'off',
      ...(settings.hasSimulators ? { KEYWARD_ESTATE_FILE: estateFile } : {}),
    },
    logFile: join(settings.dataDir, 'logs', 'bff.log'),
    onLine: errorSummary('keyward', (text) => console.error(text)),
  });
  running.push(child);
  return child;
}

async function untilReady(bff, settings) {
  const scheme = settings.hasTls ? 'https' : 'http';
  const host = settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host;
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const url = `${scheme}://${bracketed}:${settings.port}/readyz`;
  if (await waitUntilReady(url, () => bff.hasEnded, readyWithinMs)) return;
  if (bff.hasEnded) throw await endedProblem(bff);
  throw new PlainProblem(
    `Keyward did not become ready within ${readyWithinMs / 1000} s; see ${bff.logFile}.`,
  );
}

async function endedUnasked(child, stop) {
  const problem = await endedProblem(child);
  if (!stop.isAsked()) throw problem;
}

async function failsWhenEnded(child) {
  throw await endedProblem(child);
}

async function failsLate(child) {
  const { promise, reject } = Promise.withResolvers();
  const timer = setTimeout(
    () =>
      reject(
        new PlainProblem(
          `${child.name} did not become ready in time; see ${child.logFile}.`,
        ),
      ),
    readyWithinMs,
  );
  timer.unref();
  return promise;
}

async function endedProblem(child) {
  const how = await child.ended;
  const words = child.lastWords();
  const said = words === '' ? '' : ` It said: ${words}`;
  return new PlainProblem(
    `${child.name} ${how}.${said} (log: ${child.logFile})`,
  );
}

/** The BFF first, because it still needs the estate and its database; then the rest. */
async function stopAll(running, settings, stop) {
  void stop.insisted.then(() => running.forEach((child) => child.kill()));
  const patience = { bff: bffStopMs, simulators: simulatorsStopMs };
  for (const child of [...running].reverse())
    await child.stop(patience[child.name]);
  if (!existsSync(settings.dataDir)) return;
  try {
    // Only a BFF that could not stop its own database leaves one behind.
    await stopLeftBehindPostgres(settings.dataDir);
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    console.error(`keyward: ${error.message}`);
  }
}
