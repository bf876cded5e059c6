import { resolve } from 'node:path';

/** The last argument, which names a file, as whoever called npm means it; npm itself runs scripts elsewhere. */
export function fromWhereCalled(args, env = process.env) {
  const file = args.at(-1);
  if (file === undefined || file.startsWith('-')) return args;
  return [...args.slice(0, -1), resolve(env['INIT_CWD'] ?? '.', file)];
}
