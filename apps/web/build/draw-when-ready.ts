import type { Plugin } from 'vite';

/**
 * Nothing is drawn before the first script ran: it sets the chosen colours, and there is nothing to see without it. Drawn
 * earlier, the empty page would flash in the colours that somebody did not choose.
 */
export function drawWhenReady(): Plugin {
  return {
    name: 'keyward-draw-when-ready',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(
          '<script type="module"',
          '<script type="module" blocking="render"',
        ),
    },
  };
}
