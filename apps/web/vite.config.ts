import { inlineMessages } from '@keyward/messages/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

import { drawWhenReady } from './build/draw-when-ready.ts';
import { nameFiles } from './build/name-files.ts';
import { firstFrameStyles } from './build/first-frame-styles.ts';
import { firstPageChunks } from './build/first-page-chunks.ts';
import { leaveOut } from './build/leave-out.ts';
import { precompress } from './build/precompress.ts';
import { preloadFonts } from './build/preload-fonts.ts';

const application: UserConfig = {
  plugins: [
    inlineMessages(),
    firstFrameStyles(),
    react(),
    // Forms are checked with zod's schemas; only the console describes them as JSON Schema.
    leaveOut(/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/),
  ],
  build: {
    outDir: 'dist',
    target: 'es2023',
    sourcemap: false,
    // The page's policy forbids data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': {
        target: 'http://127.0.0.1:8080',
        changeOrigin: true,
        // The console takes changes from its own pages only.
        headers: { origin: 'http://127.0.0.1:8080' },
      },
    },
  },
};

export default defineConfig(async ({ command }) => {
  if (command !== 'build') return application;
  const firstPages = await firstPageChunks({
    ...application,
    root: import.meta.dirname,
  });
  return {
    ...application,
    plugins: [
      ...(application.plugins ?? []),
      preloadFonts(['RedHatTextVF', 'RedHatDisplayVF']),
      drawWhenReady(),
      nameFiles(),
      precompress(),
    ],
    build: {
      ...application.build,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              ...firstPages,
              // What most other pages share travels as one file, which compresses better than dozens of small ones.
              {
                name: 'shared',
                test: /packages.ui|patternfly(?!.*(?:TextInput|FormControl|form-control|Modal|FocusTrap|Backdrop))/,
                minShareCount: 10,
              },
              {
                name: 'dialogs',
                test: /Modal|FocusTrap|Backdrop|focus-trap|tabbable/,
                minShareCount: 2,
              },
            ],
          },
        },
      },
    },
  };
});
