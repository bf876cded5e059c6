import type { Page } from '@playwright/test';

/** What a page complained about: script errors, refused content, failed loads. */
export interface ConsoleGuard {
  watch(page: Page): void;
  /** From now on complaints that match are expected. */
  tolerate(pattern: RegExp): void;
  /** Complaints that nobody expected. */
  complaints(): readonly string[];
}

/** A refused request is an answer the page shows; the browser logs each as a failed load. */
const REFUSED_CALL = /Failed to load resource.*status of 4\d\d/;

export function createConsoleGuard(): ConsoleGuard {
  const heard: string[] = [];
  const expected: RegExp[] = [REFUSED_CALL];
  return {
    watch: (page) => {
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          heard.push(
            `${message.type()}: ${message.text()} (${message.location().url})`,
          );
        }
      });
      page.on('pageerror', (error) => {
        heard.push(`uncaught: ${error.message}`);
      });
    },
    tolerate: (pattern) => {
      expected.push(pattern);
    },
    complaints: () =>
      heard.filter((text) => !expected.some((pattern) => pattern.test(text))),
  };
}
