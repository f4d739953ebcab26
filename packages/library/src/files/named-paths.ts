import { dirname } from 'node:path';

/** Returns the names that cover a path: its own, and those of folders above it. A set may hold thousands of names. */
export function namesCovering(path: string, names: ReadonlySet<string>): string[] {
  const covering: string[] = [];
  for (let current = path; ; current = dirname(current)) {
    if (names.has(current)) covering.push(current);
    if (current === dirname(current)) return covering;
  }
}

export function isNamed(path: string, names: ReadonlySet<string>): boolean {
  return namesCovering(path, names).length > 0;
}

export function isBelowNamed(path: string, names: ReadonlySet<string>): boolean {
  return isNamed(dirname(path), names);
}
