import { createRequire } from 'node:module';

/**
 * True if hnswlib-node is installed. Tests skip the hnsw engine without it, because npm does not install it without a
 * compiler. They fail if it is installed but does not load.
 */
export const hnswlibIsInstalled = isInstalled();

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('hnswlib-node/package.json');
    return true;
  } catch {
    return false;
  }
}
