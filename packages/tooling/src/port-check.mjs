import { createServer } from 'node:net';
import { PlainProblem } from './plain-problem.mjs';

/** Says in one line why a port cannot be listened on, before anything is started for it. */
export async function refuseTakenPort(host, port) {
  const problem = await new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  if (problem === undefined) return;
  const reasons = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program; stop it or set PORT to a free one.`,
    EACCES: `Port ${port} may not be opened by this user; set PORT to one above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}; set HOST to one of its own.`,
  };
  throw new PlainProblem(
    reasons[problem] ?? `Cannot listen on ${host}:${port} (${problem}).`,
  );
}
