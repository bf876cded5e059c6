import { PlainProblem } from './plain-problem.mjs';
import { runCaptured } from './run-captured.mjs';

const PACKAGE = 'python3-pykmip';

/**
 * Sees to it that Debian's PyKMIP is there: installed already, or, as root where apt is, installed now, saying so.
 *
 * @throws PlainProblem that says how to get it
 */
export async function ensurePykmip(env, print) {
  const python = env['KEYWARD_PYKMIP_PYTHON'] ?? '/usr/bin/python3';
  if (await hasPykmip(python)) return;
  if (process.getuid?.() === 0 && (await hasApt())) {
    print(
      `No PyKMIP here: installing the Debian package ${PACKAGE} (apt-get) …`,
    );
    const noQuestions = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
    const install = () =>
      runCaptured(
        'apt-get',
        ['install', '-y', '--no-install-recommends', PACKAGE],
        noQuestions,
      );
    if ((await install()).code !== 0) {
      await runCaptured('apt-get', ['update'], noQuestions);
      await install();
    }
    if (await hasPykmip(python)) return;
  }
  throw new PlainProblem(
    `There is no PyKMIP for ${python}. On Debian or Ubuntu: sudo apt-get install ${PACKAGE}. Elsewhere, set KEYWARD_PYKMIP_PYTHON to a Python that can import kmip.`,
  );
}

async function hasPykmip(python) {
  const { code } = await runCaptured(python, ['-c', 'import kmip']).catch(
    () => ({ code: 1 }),
  );
  return code === 0;
}

async function hasApt() {
  const { code } = await runCaptured('apt-get', ['--version']).catch(() => ({
    code: 1,
  }));
  return code === 0;
}
