import type { Browser, BrowserContext, Page } from '@playwright/test';

import type { Product } from '../product/start-product.ts';
import { consoleApi, type ConsoleApi } from './console-api.ts';
import type { SignedIn, Username } from './signed-in.ts';

/** Somebody in front of a browser of their own, signed in. */
export interface Person {
  readonly username: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly api: ConsoleApi;
  /** Goes to a path of the console. */
  open(path: string): Promise<void>;
}

export interface PersonOptions {
  /** Where the browser goes, when that is not the console itself. */
  origin?: string;
  colorScheme?: 'light' | 'dark';
}

/** Opens a browser context for somebody whose session is there already. */
export async function comeIn(
  browser: Browser,
  product: Product,
  signedIn: SignedIn,
  username: Username,
  options: PersonOptions = {},
): Promise<Person> {
  const origin = options.origin ?? product.url;
  const context = await browser.newContext({
    baseURL: origin,
    storageState: await signedIn(username),
    ...(options.colorScheme === undefined
      ? {}
      : { colorScheme: options.colorScheme }),
  });
  return inBrowser(context, username, product.url);
}

/** Somebody in front of a new page of a browser. @param apiOrigin of the console, as this person's session knows it */
export async function inBrowser(
  context: BrowserContext,
  username: string,
  apiOrigin: string,
): Promise<Person> {
  const page = await context.newPage();
  return {
    username,
    context,
    page,
    api: consoleApi(context.request, apiOrigin),
    open: async (path) => {
      await page.goto(path);
    },
  };
}
