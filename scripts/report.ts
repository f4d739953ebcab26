/** A finding in a package. */
export interface Problem {
  package: string;
  text: string;
}

/**
 * Prints the problems of the packages that must have none, counts those of the others, and sets the exit code.
 *
 * @param held Packages that must have none; those named on the command line are checked instead.
 */
export function report(check: string, problems: readonly Problem[], held: readonly string[]): void {
  const named = process.argv.slice(2);
  const must = named.length > 0 ? named : held;
  const failures = problems.filter((problem) => must.includes(problem.package));
  for (const problem of failures) console.error(`${problem.package}: ${problem.text}`);
  const later = Map.groupBy(
    problems.filter((problem) => !must.includes(problem.package)),
    (problem) => problem.package,
  );
  const counts = [...later].map(([name, found]) => `${name} ${found.length}`).join(', ');
  const result = failures.length === 0 ? 'fine' : `${failures.length} problems`;
  console.log(`${check}: ${result}${counts && ` (not yet held to it: ${counts})`}`);
  if (failures.length > 0) process.exitCode = 1;
}
