import { describe, expect, it } from 'vitest';

import { html } from './html.ts';

describe('markup from values of anybody', () => {
  it('escapes every character that markup is made of', () => {
    expect(html`<p>${`<img src=x onerror='a("b")'> & co`}</p>`.markup).toBe(
      '<p>&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt; &amp; co</p>',
    );
  });

  it('marks what a reader would not see', () => {
    expect(html`<p>${'pay\u202Eroll'}</p>`.markup).toBe(
      '<p>pay<mark>⟨U+202E⟩</mark>roll</p>',
    );
  });

  it('keeps markup out of attributes', () => {
    expect(html`<a href="${'/x"onclick="\u200B<i>'}">x</a>`.markup).toBe(
      '<a href="/x&quot;onclick=&quot;⟨U+200B⟩&lt;i&gt;">x</a>',
    );
  });

  it('takes its own pieces as they are, in lists too, and nothing for nothing', () => {
    const items = ['a', '<b>'].map((each) => html`<i>${each}</i>`);
    expect(html`<p>${items}${null}${3}</p>`.markup).toBe(
      '<p><i>a</i><i>&lt;b&gt;</i>3</p>',
    );
  });
});
