import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from './free-port.ts';
import { startChild } from './managed-child.ts';
import { startProduct, type Product } from './start-product.ts';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** A product whose people may also sign in at the organisation's identity provider. */
export interface OrganisationProduct {
  readonly product: Product;
  stop(): Promise<void>;
}

/** Starts the identity provider of `npm run dev:oidc` and a console that is told about it. */
export async function startOrganisation(): Promise<OrganisationProduct> {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-oidc-'));
  const [port, providerPort] = [await freePort(), await freePort()];
  const provider = startChild({
    name: 'identity provider',
    script: 'apps/bff/dev/oidc.ts',
    args: [
      '--port',
      String(providerPort),
      '--public-url',
      `http://localhost:${String(port)}`,
      '--directory',
      directory,
    ],
  });
  const stopProvider = async (): Promise<void> => {
    await provider.stop(STOP_WITHIN_MS);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await provider.line('identity provider runs at', READY_WITHIN_MS);
    const product = await startProduct({
      port,
      env: {
        KEYWARD_OIDC_ISSUER: `http://127.0.0.1:${String(providerPort)}`,
        KEYWARD_OIDC_CLIENT_ID: 'keyward',
        KEYWARD_OIDC_CLIENT_SECRET_FILE: join(directory, 'client-secret'),
        KEYWARD_CONFIG_FILE: join(directory, 'keyward.json'),
      },
    });
    return {
      product,
      stop: async () => {
        await product.stop();
        await stopProvider();
      },
    };
  } catch (error) {
    await stopProvider();
    throw error;
  }
}
