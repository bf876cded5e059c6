import type { Page } from '@playwright/test';

/** A device that holds passkeys, simulated by the browser: it says yes to whatever it is asked. */
export interface VirtualAuthenticator {
  /** False: the device no longer recognises its owner, as one without a PIN or a finger on it. */
  recogniseOwner(does: boolean): Promise<void>;
}

/** Gives a page such a device, built in, with user verification (CTAP 2). */
export async function addVirtualAuthenticator(
  page: Page,
): Promise<VirtualAuthenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send(
    'WebAuthn.addVirtualAuthenticator',
    {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    },
  );
  return {
    recogniseOwner: async (does) => {
      await devtools.send('WebAuthn.setUserVerified', {
        authenticatorId,
        isUserVerified: does,
      });
    },
  };
}
