import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { BoundedLog } from './bounded-log.mjs';
import { serverEnvironment, serverFlags } from './server-runtime.mjs';
import { LastWords } from './log-summary.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { ownEnvironment } from './run-captured.mjs';

const preload = new URL('./exit-with-parent.mjs', import.meta.url).href;

/**
 * One child of `npm start`. It leads its own process group, so Ctrl-C reaches the parent alone,
 * which then stops its children in order. Output goes to a bounded log; errors are summarised.
 */
export class ManagedProcess {
  constructor({
    name,
    script,
    args = [],
    env = {},
    logFile,
    onLine = () => undefined,
  }) {
    this.name = name;
    this.logFile = logFile;
    const log = new BoundedLog(logFile);
    this.child = spawn(
      process.execPath,
      [...serverFlags, '--import', preload, script, ...args],
      {
        cwd: repositoryRoot,
        env: ownEnvironment({ ...serverEnvironment, ...env }),
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const words = new LastWords();
    this.lastWords = () => words.text;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`);
        words.hear(line, stream === this.child.stderr);
        onLine(line);
      });
    }
    /** Resolves with how the process ended; never rejects. */
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) =>
        resolve(`could not be started (${error.message})`),
      );
      this.child.once('close', (code, signal) => {
        log.close();
        resolve(
          signal === null
            ? `ended with code ${code}`
            : `was ended by ${signal}`,
        );
      });
    });
  }

  get hasEnded() {
    return (
      this.child.exitCode !== null ||
      this.child.signalCode !== null ||
      this.child.pid === undefined
    );
  }

  /** Asks, waits as long as given, then insists. */
  async stop(patienceMs) {
    if (this.hasEnded) return;
    this.child.kill('SIGTERM');
    const patience = new AbortController();
    await Promise.race([
      this.ended,
      delay(patienceMs, undefined, { signal: patience.signal }).catch(
        () => undefined,
      ),
    ]);
    patience.abort();
    if (!this.hasEnded) this.kill();
    await this.ended;
  }

  kill() {
    this.child.kill('SIGKILL');
  }
}
