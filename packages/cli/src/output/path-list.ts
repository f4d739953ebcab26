import { type Output, print } from './output.ts';

/** So many paths show what is meant; the rest is a number. */
const FEW = 3;

/** Prints paths below a line that says what they are: the first few, or all with `--verbose`. */
export function printPaths(paths: readonly string[], output: Output): void {
  const shown = output.verbose ? paths : paths.slice(0, FEW);
  for (const path of shown) print(`    ${path}`);
  if (shown.length < paths.length) print(`    and ${paths.length - shown.length} more`);
}

/** A number of things in words: "1 track", "2 tracks". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
