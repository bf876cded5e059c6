export type ThemeChoice = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'keyward-theme';
const DARK_CLASS = 'pf-v6-theme-dark';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

function isChoice(text: string | null): text is ThemeChoice {
  return text === 'system' || text === 'light' || text === 'dark';
}

/** What the person chose on this browser; the system's preference until then. */
export function readTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return isChoice(stored) ? stored : 'system';
  } catch {
    return 'system'; // Storage can be switched off.
  }
}

function applyTheme(choice: ThemeChoice): void {
  const isDark =
    choice === 'dark' || (choice === 'system' && prefersDark.matches);
  document.documentElement.classList.toggle(DARK_CLASS, isDark);
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
}

export function rememberTheme(choice: ThemeChoice): void {
  applyTheme(choice);
  try {
    localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // Not remembered, still applied.
  }
}

/** Applies the remembered choice and follows the system while the choice is `system`. */
export function startTheme(): void {
  applyTheme(readTheme());
  prefersDark.addEventListener('change', () => {
    applyTheme(readTheme());
  });
}
