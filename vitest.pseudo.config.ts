import { inlineMessages } from '@keyward/messages/vite';
import { defineConfig } from 'vitest/config';

/** Every page in a language that nobody speaks. By itself: projects of one run share what they transform. */
export default defineConfig({
  plugins: [inlineMessages({ pseudo: true })],
  test: {
    name: 'web-pseudo',
    environment: 'jsdom',
    setupFiles: ['apps/web/src/testing/setup.ts'],
    testTimeout: 60_000,
    include: ['apps/web/src/**/*.pseudo.tsx'],
  },
});
