import { existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the folders under packages/ that other programs can import. */
export function importablePackages(): string[] {
  return readdirSync('packages').filter((folder) => existsSync(indexOf(folder)));
}

export function indexOf(folder: string): string {
  return join('packages', folder, 'src', 'index.ts');
}

/** Returns the TypeScript files in a folder, at any depth, without build output and installed packages. */
export function typeScriptFiles(folder: string): string[] {
  return globSync('**/*.{ts,tsx}', { cwd: folder, exclude: (name) => name === 'dist' || name === 'node_modules' })
    .map((name) => join(folder, name))
    .sort();
}

/** Returns the package of a file; "root" for a file outside packages/. */
export function packageOf(path: string): string {
  return /^packages[\\/]([^\\/]+)/.exec(path)?.[1] ?? 'root';
}
