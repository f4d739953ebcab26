import { mkdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'node-compile-cache';

/**
 * Caches compiled code for the next start, if the temporary folder is writable. Node would hang on a folder that it
 * can't create, as in /proc.
 */
export function enableCompileCache(): void {
  const folder = join(tmpdir(), NAME);
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return;
  }
  // with a named import, an older Node would fail before rbassist can say that it is too old
  nodeModule.enableCompileCache(folder);
}

/** Writes compiled code to the cache now instead of at exit. */
export function saveCompileCache(): void {
  nodeModule.flushCompileCache();
}
