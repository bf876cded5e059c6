/** Hands a file to the browser's downloads. */
export function saveFile(
  name: string,
  mediaType: string,
  parts: readonly string[],
): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: mediaType }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has taken the file up by the next turn.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  });
}
