import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoad } from './first-load.ts';

/** Address of `rbassist ui`. */
const SERVER = process.env.RBASSIST_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'page',
  plugins: [react(), firstLoad()],
  // other packages of the repository bring an older React, which the page's libraries would find first
  resolve: { dedupe: ['react', 'react-dom'] },
  // while developing, a server that runs answers; it accepts changes from its own page only
  server: { proxy: { '/api': { target: SERVER, changeOrigin: true, headers: { origin: SERVER } } } },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
  },
});
