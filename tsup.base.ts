import { basename } from 'node:path';
import type { Options } from 'tsup';

const PUBLIC_ENTRY = 'src/index.ts';

/**
 * Options to build a package: ESM only, for the oldest Node we support, with types for the public entry.
 *
 * @param entries Source files; each becomes `dist/<its name>.js`, whatever its folder, so that code can find a worker
 *   beside itself.
 */
export function buildOptions(entries: string[] = [PUBLIC_ENTRY]): Options {
  return {
    entry: Object.fromEntries(entries.map((path) => [basename(path, '.ts'), path])),
    format: 'esm',
    target: 'node22',
    dts: entries.includes(PUBLIC_ENTRY) ? { entry: PUBLIC_ENTRY } : false,
    clean: true,
    splitting: true,
    sourcemap: true,
    // 'node:sqlite' has no other name
    removeNodeProtocol: false,
    // tsup by itself would bundle optional dependencies, native ones included
    skipNodeModulesBundle: true,
  };
}
