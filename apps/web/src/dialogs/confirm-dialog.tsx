import { lazyDialog } from '../lazy-parts/lazy-dialog.tsx';

/** Asks before something that cannot be taken back with one click, and says what will happen. */
export const ConfirmDialog = lazyDialog(() =>
  import('./confirm-window.tsx').then((module) => module.ConfirmWindow),
);
