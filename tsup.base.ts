import type { Options } from 'tsup';

/** How every package is built: ESM only, for the oldest Node we support, with types. */
export function buildOptions(entry: string[] = ['src/index.ts']): Options {
  return { entry, format: 'esm', target: 'node22', dts: true, clean: true, splitting: true, sourcemap: true };
}
