import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { factParts } from './fact-parts.ts';
import { FactText } from './fact-text.tsx';

const SHA256 =
  'a29b397dab84462949110d372b78c62d0e01d828bdbd1d8d7fed51f81a2d17ef';

describe('facts in sentences', () => {
  it.each([
    'Key server kms-b.corp.example:5696 will be added.',
    `Fingerprint: ${SHA256} → ${SHA256}.`,
    'Expires 2027-11-21T07:08:10.000Z, in 364 days.',
    'Issued by Corp KMS Root CA, valid until 2028-10-22, for a key.',
    'No fact at all.',
    '',
  ])('are found without losing a character of “%s”', (text) => {
    expect(
      factParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('are told apart', () => {
    expect(
      factParts(
        `${SHA256} at kms-b.corp.example:443 until 2027-11-21T07:08:10Z`,
      )
        .filter((part) => part.kind !== 'words')
        .map((part) => part.kind),
    ).toEqual(['hex', 'host', 'moment']);
  });

  it('show a day as days are shown elsewhere, where it is no part of a name', () => {
    render(<FactText text="ca-2026-11-21 is valid until 2028-10-22." />);
    expect(document.body.textContent).toBe(
      'ca-2026-11-21 is valid until Sun, 22 Oct 2028.',
    );
  });

  it('show a moment in the reader’s zone, and in UTC to machines', () => {
    render(<FactText text="Expires 2027-11-21T07:08:10.000Z." />);
    const time = document.querySelector('time');
    expect(time?.dateTime).toBe('2027-11-21T07:08:10.000Z');
    expect(time?.title).toBe('2027-11-21 07:08:10 UTC');
    expect(document.body.textContent).not.toContain('T07:08');
  });

  it('hide no invisible character', () => {
    render(<FactText text={'Provider \u202Eabc'} />);
    expect(document.body.textContent).toContain('⟨U+202E⟩');
  });
});
