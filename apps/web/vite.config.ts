import { inlineMessages } from '@keyward/messages/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { precompress } from './build/precompress.ts';
import { preloadFonts } from './build/preload-fonts.ts';

export default defineConfig({
  plugins: [
    inlineMessages(),
    react(),
    preloadFonts(['RedHatTextVF', 'RedHatDisplayVF']),
    precompress(),
  ],
  build: {
    outDir: 'dist',
    target: 'es2023',
    sourcemap: false,
    // The page's policy forbids data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // What most pages share travels as one file, which compresses better than dozens of small ones; what
              // few pages use stays with them. Text fields are on many pages, but not on the first one.
              name: 'frame',
              test: /packages.ui|patternfly(?!.*(?:TextInput|FormControl|form-control))|popperjs|focus-trap|tabbable/,
              minShareCount: 14,
            },
          ],
        },
      },
    },
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
});
