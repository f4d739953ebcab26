import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Kilobytes of script (gzip) that the first view may load. */
const LIMIT_KB = 250;

/** Prints how much script the first view loads, and fails the build if it is too much. */
export function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const loaded = new Set<string>();
      const load = (name: string) => {
        if (loaded.has(name)) return;
        loaded.add(name);
        for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) load(imported);
      };
      for (const { fileName, isEntry } of chunks) if (isEntry) load(fileName);
      const bytes = chunks
        .filter(({ fileName }) => loaded.has(fileName))
        .reduce((sum, { code }) => sum + gzipSync(code).length, 0);
      const size = `${(bytes / 1000).toFixed(0)} KB of script (gzip) in the first load`;
      if (bytes > LIMIT_KB * 1000) this.error(`${size}; the limit is ${LIMIT_KB} KB.`);
      this.info(size);
    },
  };
}
