import type { Product } from './start-product.ts';

/** A certificate that was made for this test, with its key. */
export interface DemoCertificate {
  certificate: string;
  privateKey: string;
}

export interface DemoTokens {
  overflowToken: string;
  expandedAccessToken: string;
}

/** A throw-away client certificate with its key; `wrong` picks what is wrong with it. */
export async function demoCertificate(
  product: Product,
  wrong = 'valid',
): Promise<DemoCertificate> {
  const made = await texts(product, 'vc-ta', `/demo-certificate?case=${wrong}`);
  return {
    certificate: named(made, 'certificate'),
    privateKey: named(made, 'privateKey'),
  };
}

/** What the key server's administrator answers to the last signing request of a provider. */
export async function answerToCsr(
  product: Product,
  cluster: string,
  provider: string,
): Promise<string> {
  const query = new URLSearchParams({ cluster, provider }).toString();
  return named(
    await texts(product, 'vc-ta', `/demo-certificate?${query}`),
    'certificate',
  );
}

/** What a throw-away authority answers to exactly this signing request. */
export async function signCsr(product: Product, csr: string): Promise<string> {
  const answer = await product
    .target('vc-ta')
    .call('POST', '/demo-certificate', { csr });
  return named(new Map(Object.entries(answer ?? {})), 'certificate');
}

/** Tokens that live for 15 minutes; `wrong` picks what is wrong with them. */
export async function demoTokens(
  product: Product,
  wrong = 'valid',
): Promise<DemoTokens> {
  const made = await texts(product, 'vc-91', `/demo-tokens?case=${wrong}`);
  return {
    overflowToken: named(made, 'overflowToken'),
    expandedAccessToken: named(made, 'expandedAccessToken'),
  };
}

async function texts(
  product: Product,
  target: string,
  path: string,
): Promise<Map<string, unknown>> {
  const answer = await product.target(target).call('GET', path);
  return new Map(Object.entries(answer ?? {}));
}

function named(made: ReadonlyMap<string, unknown>, name: string): string {
  const text = made.get(name);
  if (typeof text !== 'string') throw new Error(`The target made no ${name}.`);
  return text;
}
