/**
 * Turns signals into two requests: `asked` resolves at the first, `insisted` at a later one. The
 * terminal and npm both pass the same Ctrl-C on, so signals within a second count as one.
 */
export function listenForStop() {
  const samePressMs = 1_000;
  let askedAt;
  let resolveAsked, resolveInsisted;
  const asked = new Promise((resolve) => (resolveAsked = resolve));
  const insisted = new Promise((resolve) => (resolveInsisted = resolve));
  const onSignal = (signal) => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      resolveAsked(signal);
    } else if (Date.now() - askedAt > samePressMs) {
      resolveInsisted(signal);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, onSignal);
  return { asked, insisted, isAsked: () => askedAt !== undefined };
}
