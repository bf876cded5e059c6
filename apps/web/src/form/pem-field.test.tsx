import { act, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { expect, it } from 'vitest';

import { PemField } from './pem-field.tsx';

const SENTENCE = 'This holds a private key.';

/** A decoder that answers when the test says so, in the order in which it was asked. */
function slowDecoder() {
  const answers: ((sentence: string | null) => void)[] = [];
  return {
    refuseLater: () =>
      new Promise<string | null>((resolve) => answers.push(resolve)),
    answer: (which: number, sentence: string | null) =>
      act(async () => {
        answers[which]?.(sentence);
        await Promise.resolve();
      }),
  };
}

function Form({
  refuseLater,
}: {
  refuseLater: (text: string) => Promise<string | null>;
}): ReactNode {
  const { control } = useForm({ defaultValues: { pem: '' } });
  return (
    <PemField
      control={control}
      name="pem"
      label="Certificate"
      refuseLater={refuseLater}
    />
  );
}

function type(text: string): void {
  fireEvent.change(screen.getByRole('textbox', { name: 'Certificate' }), {
    target: { value: text },
  });
}

const field = () => screen.getByRole('textbox', { name: 'Certificate' });

it('a text that is refused late is taken out of the field', async () => {
  const decoder = slowDecoder();
  render(<Form refuseLater={decoder.refuseLater} />);
  type('a key');
  await decoder.answer(0, SENTENCE);
  expect(field()).toHaveProperty('value', '');
  expect(screen.getByText(SENTENCE)).toBeTruthy();
});

it('what is said late of one text does not touch the next', async () => {
  const decoder = slowDecoder();
  render(<Form refuseLater={decoder.refuseLater} />);
  type('a key');
  type('a certificate');
  await decoder.answer(0, SENTENCE);
  await decoder.answer(1, null);
  expect(field()).toHaveProperty('value', 'a certificate');
  expect(screen.queryByText(SENTENCE)).toBeNull();
});
