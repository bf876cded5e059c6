import { Html, html } from './html.ts';
import { PAGE_STYLE } from './page-style.ts';

/** Exactly the bytes that the policy names: a formatter’s space inside the element would be another style. */
const STYLE = new Html(`<style>${PAGE_STYLE}</style>`);

/** A whole document without scripts. */
export function pageShell(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Keyward</title>
        ${STYLE}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html> `.markup;
}
