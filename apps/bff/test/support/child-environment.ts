const { PATH = '', NODE_COMPILE_CACHE: cache } = process.env;

/** All that a process of a test inherits: where programs are, and where the run keeps what Node compiled. */
export const CHILD_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH,
  ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }),
};
