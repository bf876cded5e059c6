// Preloaded into every process that `npm start` runs: when the parent is killed outright, the
// channel between the two closes, and the child ends as if it had been asked to.
if (process.channel !== undefined) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
