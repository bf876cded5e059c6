const samePressMs = 1_000;
const parentCheckMs = 500;

/**
 * Turns signals into two requests: `asked` resolves at the first, `insisted` at a later one. The
 * terminal and npm both pass the same Ctrl-C on, so signals within a second count as one. Under
 * npm the loss of the parent counts too: a terminated npm ends its shell and leaves us behind.
 */
export function listenForStop() {
  let askedAt;
  const asked = Promise.withResolvers();
  const insisted = Promise.withResolvers();
  const onSignal = (signal) => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      asked.resolve(signal);
    } else if (Date.now() - askedAt > samePressMs) {
      insisted.resolve(signal);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, onSignal);
  }
  if (process.env['npm_lifecycle_event'] !== undefined) {
    onParentLost(() => onSignal('SIGHUP'));
  }
  return {
    asked: asked.promise,
    insisted: insisted.promise,
    isAsked: () => askedAt !== undefined,
  };
}

function onParentLost(tell) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    tell();
  }, parentCheckMs);
  timer.unref();
}
