import { mkdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Name that Node gives it. */
const NAME = 'node-compile-cache';

/**
 * Keeps compiled code for the next start, if the temporary folder can be written to. Given a folder that nobody can
 * create, as in /proc, Node would try for ever.
 */
export function enableCompileCache(): void {
  const folder = join(tmpdir(), NAME);
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return;
  }
  // imported by name, an older Node would fail before rbassist says that it is too old
  nodeModule.enableCompileCache(folder);
}

/** Writes compiled code to the cache now, rather than when the process ends. */
export function saveCompileCache(): void {
  nodeModule.flushCompileCache();
}
