import { formatCount } from './count.ts';
import { type Output, print } from './output.ts';

const FEW = 3;

/** Prints paths: the first few, or all with `--verbose`. Never cuts a path, so that you can copy it. */
export function printPaths(paths: readonly string[], output: Output): void {
  const shown = output.verbose ? paths : paths.slice(0, FEW);
  print(shown.map((path) => `    ${path}`));
  if (shown.length < paths.length)
    print(`    and ${formatCount(paths.length - shown.length)} more (use --verbose to list all)`);
}
