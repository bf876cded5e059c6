import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { csrFileName, TakeCsr } from './take-csr.tsx';

const PEM = '-----BEGIN CERTIFICATE REQUEST-----\nMA==\n';

describe('taking a CSR along', () => {
  it('saves exactly the text under the provider’s name', async () => {
    const saved: { name: string; file: Blob }[] = [];
    let made: Blob | null = null;
    vi.stubGlobal('URL', {
      createObjectURL: (file: Blob) => {
        made = file;
        return 'blob:csr';
      },
      revokeObjectURL: () => undefined,
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      if (made !== null) saved.push({ name: this.download, file: made });
    });
    render(<TakeCsr pem={PEM} provider="kmip-1" />);
    await userEvent.click(
      screen.getByRole('button', { name: 'Download CSR (.csr) of kmip-1' }),
    );
    expect(saved.map(({ name }) => name)).toEqual(['kmip-1.csr']);
    expect(await saved[0]?.file.text()).toBe(PEM);
    expect(saved[0]?.file.type).toBe('application/pkcs10');
  });

  it('copies exactly the text', async () => {
    const user = userEvent.setup();
    render(<TakeCsr pem={PEM} provider="kmip-1" />);
    await user.click(
      screen.getByRole('button', { name: 'Copy CSR of kmip-1' }),
    );
    expect(await navigator.clipboard.readText()).toBe(PEM);
    expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy();
  });

  it.each([
    ['kmip-1', 'kmip-1.csr'],
    ['../../etc/passwd', 'etc-passwd.csr'],
    ['a b\u202Egnp.exe', 'a-b-gnp.exe.csr'],
    ['…', 'provider.csr'],
  ])('makes of a provider called %j the file %s', (provider, name) => {
    expect(csrFileName(provider)).toBe(name);
  });
});
