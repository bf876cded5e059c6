import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useForm } from 'react-hook-form';
import { describe, expect, it } from 'vitest';

import { issueCertificate } from '../testing/issue-certificate.ts';
import { renderInApp } from '../testing/render-in-app.tsx';
import { TrustFields } from './trust-fields.tsx';

function Trust() {
  const { control } = useForm({
    defaultValues: { mode: 'ca', sha256: '', pem: '' },
  });
  return (
    <TrustFields
      control={control}
      names={{ mode: 'mode', sha256: 'sha256', pem: 'pem' }}
      kind="ontap"
      shown={null}
    />
  );
}

describe('CA certificates as files', () => {
  it('are written into the field, and a key among them is not taken', async () => {
    const ca = await issueCertificate('CN=Lab Root', 900, 'ca');
    await renderInApp(<Trust />);
    const bench = screen.getByRole('region', { name: 'CA certificate files' });
    fireEvent.drop(within(bench).getByText(/Drop the certificates of the CA/), {
      dataTransfer: {
        files: [new File([ca.certificatePem, ca.privateKeyPem], 'ca.pem')],
        getData: () => '',
      },
    });
    expect(
      await within(bench).findByText(/it was not taken/, { selector: 'li *' }),
    ).toBeTruthy();
    await userEvent.click(
      within(bench).getByRole('button', { name: 'Use these certificates' }),
    );
    const field = screen.getByRole('textbox', { name: 'CA certificates' });
    expect(field).toHaveProperty(
      'value',
      expect.stringContaining('BEGIN CERTIFICATE'),
    );
    expect(document.body.innerHTML).not.toContain('PRIVATE KEY');
  });
});
