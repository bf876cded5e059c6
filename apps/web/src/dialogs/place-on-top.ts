/** A place for a dialog that may open above another one. */
export interface PlaceOnTop {
  element: HTMLElement;
  remove: () => void;
}

/**
 * Makes room for a dialog inside the one that is open now, or in the page. Side by side, two dialogs of the library
 * hide each other from screen readers, and Escape closes both.
 */
export function placeOnTop(): PlaceOnTop {
  const below = [
    ...document.querySelectorAll<HTMLElement>('.pf-v6-c-backdrop'),
  ].at(-1);
  const parent = below ?? document.body;
  const before = document.activeElement;
  const behind = [...parent.children].filter(
    (child) => !child.hasAttribute('aria-hidden'),
  );
  for (const child of behind) child.setAttribute('aria-hidden', 'true');
  const element = document.createElement('div');
  element.className = 'kw-on-top';
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') event.stopPropagation();
  });
  parent.append(element);
  return {
    element,
    remove: () => {
      for (const child of behind) child.removeAttribute('aria-hidden');
      element.remove();
      if (below !== undefined) returnFocus(below, before);
    },
  };
}

/** The dialog below takes the focus to its beginning as soon as it is free again: after that it goes where it was. */
function returnFocus(below: HTMLElement, to: Element | null): void {
  setTimeout(() => {
    setTimeout(() => {
      const isThere = below.contains(document.activeElement);
      if (isThere && to instanceof HTMLElement && below.contains(to)) {
        to.focus();
      }
    });
  });
}
