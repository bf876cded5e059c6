/** DOM id of the control that edits the form path `servers.1.server`. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}
