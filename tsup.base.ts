import type { Options } from 'tsup';

const PUBLIC_ENTRY = 'src/index.ts';

/** How every package is built: ESM only, for the oldest Node we support, with types for what can be imported. */
export function buildOptions(entry: string[] = [PUBLIC_ENTRY]): Options {
  return {
    entry,
    format: 'esm',
    target: 'node22',
    dts: entry.includes(PUBLIC_ENTRY) ? { entry: PUBLIC_ENTRY } : false,
    clean: true,
    splitting: true,
    sourcemap: true,
    // tsup by itself would put optional dependencies into the bundle, native ones included
    skipNodeModulesBundle: true,
  };
}
