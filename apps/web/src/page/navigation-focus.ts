let hasNavigated = false;

/** Called by the router when the path changes inside the app, never for the first page. */
export function noteNavigation(): void {
  hasNavigated = true;
}

/** On the first page focus stays where the browser puts it, so that Tab reaches the skip link first. */
export function shouldMoveFocus(): boolean {
  return hasNavigated;
}
