import { fileURLToPath } from 'node:url';

/** Path of the file that `npx rbassist` runs. */
export const PUBLISHED_COMMAND = fileURLToPath(import.meta.resolve('rbassist/package.json')).replace(
  'package.json',
  'dist/main.js',
);
