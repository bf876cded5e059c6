/**
 * Shows the frame until the application has drawn something of its own in `root`.
 *
 * @returns takes the frame away
 */
export function show(frame: HTMLElement | null, root: HTMLElement): () => void {
  if (frame === null) return () => undefined;
  const watch = new MutationObserver(() => {
    if (root.childElementCount > 0) takeAway();
  });
  const takeAway = (): void => {
    watch.disconnect();
    frame.remove();
  };
  watch.observe(root, { childList: true });
  root.before(frame);
  return takeAway;
}
