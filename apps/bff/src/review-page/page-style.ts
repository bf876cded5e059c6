import { createHash } from 'node:crypto';

/** The whole style of the pages without scripts; the policy names its hash, so not a byte of another is applied. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #151515; --soft: #4d4d4d; --sheet: #fff; --frame: #f2f2f2; --line: #c7c7c7; --mark: #b1380b; --markback: #fff3ec; --link: #0060c0; --good: #2f6b1a; --bad: #a30000; }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f2f2; --soft: #c7c7c7; --sheet: #1f1f1f; --frame: #151515; --line: #4d4d4d; --mark: #ffb38a; --markback: #4a2413; --link: #92c5f9; --good: #afdc8f; --bad: #ff9d9d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--frame); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
header, section, footer { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.25rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 0.5rem; }
h3 { font-size: 1rem; margin: 1rem 0 0.25rem; }
p, ul, ol { margin: 0.5rem 0; overflow-wrap: anywhere; }
p.quiet, .quiet { color: var(--soft); }
a { color: var(--link); }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: 0.5rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; }
pre, code { font: 0.875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { margin: 0; padding: 0.5rem 0.75rem; background: var(--frame); border: 1px solid var(--line); border-radius: 4px; }
.phrase { font-size: 1.5rem; font-weight: 600; margin: 0.25rem 0; }
mark { background: var(--markback); color: var(--mark); font: 0.875em ui-monospace, monospace; outline: 1px solid var(--mark); border-radius: 2px; }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.25rem; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.5rem 0.375rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; font-weight: normal; }
thead th { color: var(--soft); border-top: 0; }
li { margin: 0.375rem 0; }
@media (max-width: 40rem) { main { padding: 0.5rem; } header, section, footer { padding: 0.75rem; } dl { grid-template-columns: 1fr; gap: 0 0; } dd { margin-bottom: 0.75rem; } }
@media print { :root { --ink: #000; --soft: #333; --sheet: #fff; --frame: #fff; --line: #999; --mark: #000; --markback: #eee; --link: #000; --good: #000; --bad: #000; } main { max-width: none; padding: 0; } header, section, footer { border: 0; border-top: 1px solid var(--line); border-radius: 0; } }
`;

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

const NOTHING_BUT_THE_STYLE = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** For a page with words of other people in it: besides, no origin, so that nothing on it could use the session. */
export const SANDBOXED_PAGE_POLICY = `${NOTHING_BUT_THE_STYLE}; sandbox allow-forms`;

/**
 * For a page of our own words only. It keeps its origin: a link followed from a page without one counts as another
 * site's, and the session's cookie would stay behind.
 */
export const PLAIN_PAGE_POLICY = NOTHING_BUT_THE_STYLE;
