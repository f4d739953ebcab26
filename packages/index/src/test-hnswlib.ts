import { createRequire } from 'node:module';

/**
 * True if hnswlib-node is installed. Tests of the hnsw engine are skipped without it: npm leaves it out where no
 * compiler is. If it is installed and does not load, they fail.
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
