import { type Output, print } from './output.ts';

/** Number of paths that show what is meant; the rest is counted. */
const FEW = 3;

/** Prints paths below their heading: the first few, or all with `--verbose`. */
export function printPaths(paths: readonly string[], output: Output): void {
  const shown = output.verbose ? paths : paths.slice(0, FEW);
  for (const path of shown) print(`    ${path}`);
  if (shown.length < paths.length) print(`    and ${paths.length - shown.length} more`);
}

/** A count with its noun: "1 track", "2 tracks". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
