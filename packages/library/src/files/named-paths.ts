import { dirname } from 'node:path';

/** Returns the names that cover a path: its own, and those of folders above it. */
export function namesCovering(path: string, names: ReadonlySet<string>): string[] {
  const covering = names.has(path) ? [path] : [];
  const above = dirname(path);
  return above === path ? covering : [...covering, ...namesCovering(above, names)];
}

export function isNamed(path: string, names: ReadonlySet<string>): boolean {
  return names.has(path) || isBelowNamed(path, names);
}

/** Looks upwards, because a set may name thousands of files. */
export function isBelowNamed(path: string, names: ReadonlySet<string>): boolean {
  for (let above = dirname(path); ; above = dirname(above)) {
    if (names.has(above)) return true;
    if (above === dirname(above)) return false;
  }
}
