import type { Plugin } from 'vite';

const DECLARED = /^export (?:const|function) (\w+)/gm;
const LISTED = /^export \{([^}]*)\}/gm;

function exportsOf(code: string): string[] {
  const declared = [...code.matchAll(DECLARED)].map(([, name = '']) => name);
  const listed = [...code.matchAll(LISTED)].flatMap(([, names = '']) =>
    names.split(',').map((each) => each.split(' as ').at(-1)?.trim() ?? ''),
  );
  return [...declared, ...listed].filter((name) => name !== '');
}

/**
 * Leaves out what modules of a library do that no page asks for, but that the bundler cannot see is never asked for.
 * Whoever asks after all is told so.
 */
export function leaveOut(modules: RegExp): Plugin {
  return {
    name: 'keyward-leave-out',
    apply: 'build',
    transform: {
      filter: { id: modules },
      handler: (code) =>
        [
          `const leftOut = () => () => { throw new Error('Left out of this build.'); };`,
          ...exportsOf(code).map((name) => `export { leftOut as ${name} };`),
        ].join('\n'),
    },
  };
}
