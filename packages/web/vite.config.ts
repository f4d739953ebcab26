import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'page',
  plugins: [react()],
  // other packages of the repository bring an older React, which the page's libraries would find first
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
  },
});
