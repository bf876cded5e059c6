import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';

import { lazyDialog } from './lazy-dialog.tsx';
import { prepareNear } from './lazy-file.ts';
import { lazyPart } from './lazy-part.tsx';

function Greeting({ name }: { name: string }): ReactNode {
  return <p>Good morning, {name}</p>;
}

function Question({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <div role="dialog" aria-label="Question">
      <button onClick={onClose}>No</button>
    </div>
  );
}

/** Answers the first calls with a failure, and the others with the file. */
function fileOf<P>(part: ComponentType<P>, failures = 0) {
  let calls = 0;
  return vi.fn(() => {
    calls += 1;
    return calls <= failures
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(part);
  });
}

describe('a part whose file is fetched when it is shown', () => {
  it('shows its shape, then itself, and is fetched once', async () => {
    const load = fileOf(Greeting);
    const Part = lazyPart(load);
    render(
      <Suspense fallback="its shape">
        <Part name="Ada" />
        <Part name="Bea" />
      </Suspense>,
    );
    expect(screen.getByText('its shape')).toBeTruthy();
    expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
    expect(screen.getByText('Good morning, Bea')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is there at once when it was fetched ahead', async () => {
    const Part = lazyPart(fileOf(Greeting));
    Part.prepare();
    await vi.dynamicImportSettled();
    render(
      <Suspense fallback="its shape">
        <Part name="Ada" />
      </Suspense>,
    );
    expect(screen.getByText('Good morning, Ada')).toBeTruthy();
  });

  it('says in its place that the file is out of reach, and tries again', async () => {
    const load = fileOf(Greeting, 1);
    const Part = lazyPart(load);
    render(
      <Suspense fallback="its shape">
        <Part name="Ada" />
      </Suspense>,
    );
    expect(
      await screen.findByText('This part of the page could not be loaded.'),
    ).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('asks anew when it is shown after it could not be fetched ahead', async () => {
    const Part = lazyPart(fileOf(Greeting, 1));
    Part.prepare();
    await vi.dynamicImportSettled();
    render(
      <Suspense fallback="its shape">
        <Part name="Ada" />
      </Suspense>,
    );
    expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
  });
});

describe('a dialog whose file is fetched when it opens', () => {
  function page(load: () => Promise<ComponentType<{ onClose: () => void }>>) {
    const Dialog = lazyDialog(load);
    function Page(): ReactNode {
      const [isOpen, setOpen] = useState(false);
      return (
        <>
          <button
            {...prepareNear(Dialog)}
            onClick={() => {
              setOpen(true);
            }}
          >
            Ask
          </button>
          {isOpen && (
            <Dialog
              onClose={() => {
                setOpen(false);
              }}
            />
          )}
        </>
      );
    }
    render(<Page />);
    return userEvent.setup();
  }

  it('is fetched as soon as the focus comes near', async () => {
    const load = fileOf(Question);
    const user = page(load);
    await user.tab();
    expect(load).toHaveBeenCalledTimes(1);
    await user.keyboard('{Enter}');
    expect(
      await screen.findByRole('dialog', { name: 'Question' }),
    ).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('says that the file is out of reach, tries again, and can be left', async () => {
    const load = fileOf(Question, 3);
    const user = page(load);
    await user.click(screen.getByRole('button', { name: 'Ask' }));
    const again = { name: 'Try again', hidden: true };
    await user.click(await screen.findByRole('button', again));
    await user.click(
      await screen.findByRole('button', { name: 'Go back', hidden: true }),
    );
    expect(screen.queryByText(/could not be loaded/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Ask' }));
    expect(
      await screen.findByRole('dialog', { name: 'Question' }),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'No' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
