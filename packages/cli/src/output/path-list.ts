import { formatCount } from './count.ts';
import { type Output, print } from './output.ts';

/** Number of paths that show what is meant; the rest is counted. */
const FEW = 3;

/** Prints paths below their heading: the first few, or all with `--verbose`. They are never cut, and can be copied. */
export function printPaths(paths: readonly string[], output: Output): void {
  const shown = output.verbose ? paths : paths.slice(0, FEW);
  print(shown.map((path) => `    ${path}`));
  if (shown.length < paths.length)
    print(`    and ${formatCount(paths.length - shown.length)} more; --verbose lists all`);
}
