/** A page that is not looked at draws no frames. */
const AT_LATEST_MS = 300;

/** The frame's fonts; they are preloaded, and words drawn without them would be drawn again. */
const FONTS = ['1rem "Red Hat Text"', '1rem "Red Hat Display"'];

/** Calls `then` once the browser has had time to draw what is there now; a script that runs before holds that up. */
export function afterFirstFrame(then: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    then();
  };
  const afterNextFrame = (): void => {
    requestAnimationFrame(() => {
      setTimeout(once, 0);
    });
  };
  Promise.all(FONTS.map((font) => document.fonts.load(font))).then(
    afterNextFrame,
    afterNextFrame,
  );
  setTimeout(once, AT_LATEST_MS);
}
