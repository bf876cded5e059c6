/** Where the cursor belongs when a dialog with a form opens; without it the dialog's close button has it, and Enter closes. */
export const FIRST_FIELD =
  '[aria-modal="true"] form :is(input, textarea, select)';
