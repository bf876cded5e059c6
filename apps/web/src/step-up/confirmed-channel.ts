/** On which a tab that comes back from the organisation's sign-in tells the others. */
const NAME = 'keyward-confirmed';

/** Tells every tab of this browser that the person has just proved who they are. */
export function tellConfirmed(): void {
  if (!('BroadcastChannel' in globalThis)) return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(null);
  channel.close();
}

/** Runs `onMaybe` when another tab says so, and whenever the person comes back to this one. */
export function onMaybeConfirmed(onMaybe: () => void): () => void {
  const channel =
    'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;
  channel?.addEventListener('message', onMaybe);
  window.addEventListener('focus', onMaybe);
  return () => {
    channel?.close();
    window.removeEventListener('focus', onMaybe);
  };
}
