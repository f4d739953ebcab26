import { existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders under packages/ that other programs import from. */
export function importablePackages(): string[] {
  return readdirSync('packages').filter((folder) => existsSync(indexOf(folder)));
}

/** Path of a package's index.ts. */
export function indexOf(folder: string): string {
  return join('packages', folder, 'src', 'index.ts');
}

/** TypeScript files in and below a folder, without build output and installed packages. */
export function typeScriptFiles(folder: string): string[] {
  return globSync('**/*.ts', { cwd: folder, exclude: (name) => name === 'dist' || name === 'node_modules' })
    .map((name) => join(folder, name))
    .sort();
}

/** Package whose folder holds a file; "root" for a file of the repository itself. */
export function packageOf(path: string): string {
  return /^packages[\\/]([^\\/]+)/.exec(path)?.[1] ?? 'root';
}
