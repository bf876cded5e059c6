export interface ComboOption {
  value: string;
  label: string;
  /** A second line: where it is, what it already holds. */
  description?: string;
  disabledReason?: string;
}

/** Options whose label, value or description contains what was typed; all of them while nothing is. */
export function matchingOptions(
  options: readonly ComboOption[],
  typed: string,
): ComboOption[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...options];
  return options.filter((option) =>
    `${option.label} ${option.value} ${option.description ?? ''}`
      .toLowerCase()
      .includes(wanted),
  );
}

/** The text that may be used as an id of its own: typed, and not already one of the options. */
export function usableText(
  options: readonly ComboOption[],
  typed: string,
): string | null {
  const text = typed.trim();
  return text === '' ||
    options.some((option) => option.value === text || option.label === text)
    ? null
    : text;
}
