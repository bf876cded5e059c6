import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { listSameAs } from './list-same-as.ts';
import { SameAsView } from './same-as-view.tsx';
import { exampleOf } from './sources.testing.ts';

describe('the same request for other tools', () => {
  it('shows one tool at a time and copies exactly its text', async () => {
    const person = userEvent.setup();
    const items = listSameAs(exampleOf('ontap.add-key-servers', 'pin'));
    render(<SameAsView items={items} />);
    expect(screen.getByLabelText('The same for curl').textContent).toBe(
      items[0]?.text,
    );
    await person.click(screen.getByRole('tab', { name: 'ONTAP CLI' }));
    expect(screen.queryByLabelText('The same for curl')).toBeNull();
    await person.click(
      screen.getByRole('button', { name: 'Copy for ONTAP CLI' }),
    );
    expect(await navigator.clipboard.readText()).toBe(items[1]?.text);
    await screen.findByRole('button', { name: 'Copied' });
  });

  it('lets nothing hide in what it shows', () => {
    render(<SameAsView items={[{ label: 'curl', text: 'a\u202eb' }]} />);
    expect(screen.getByLabelText('The same for curl').textContent).toBe(
      'a⟨U+202E⟩b',
    );
  });

  it('shows nothing for a change of the console', () => {
    const { container } = render(<SameAsView items={[]} />);
    expect(container.innerHTML).toBe('');
  });
});
