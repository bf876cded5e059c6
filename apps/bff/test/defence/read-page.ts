/** A page as a reader has it. Only for markup of the console's own templates, which is regular. */
export interface ReadPage {
  /** Names of the elements, in order, with the names of their attributes. */
  elements: string[];
  /** What is left without the markup, entities resolved. */
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

export function readPage(page: string): ReadPage {
  const body = page.replace(/<style>[^]*?<\/style>/, '');
  const tags = [...body.matchAll(/<([a-z!][a-z0-9]*)((?:\s[^<>]*)?)>/gi)];
  return {
    elements: tags.map(
      ([, name = '', attributes = '']) =>
        `${name} ${[...attributes.matchAll(/([\w-]+)="/g)].map(([, each]) => each).join(' ')}`,
    ),
    text: body
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(
        /&(?:lt|gt|quot|#39|amp);/g,
        (found) => ENTITIES[found] ?? found,
      ),
  };
}
