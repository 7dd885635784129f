// SPDX-License-Identifier: Apache-2.0
// How the console is built: one page, its fonts and the map's worker beside it, nothing fetched from elsewhere.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: { outDir: 'dist', target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': { target: process.env.VIGIE_SERVER ?? 'http://127.0.0.1:8080', ws: true },
      '/tiles': process.env.VIGIE_SERVER ?? 'http://127.0.0.1:8080',
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
