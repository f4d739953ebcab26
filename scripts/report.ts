export interface Problem {
  package: string;
  text: string;
}

/** Prints the problems of all packages, or of the packages on the command line, and sets the exit code. */
export function report(check: string, problems: readonly Problem[]): void {
  const named = process.argv.slice(2);
  const found = problems.filter((problem) => named.length === 0 || named.includes(problem.package));
  for (const problem of found) console.error(`${problem.package}: ${problem.text}`);
  console.log(`${check}: ${found.length === 0 ? 'fine' : `${found.length} problems`}`);
  if (found.length > 0) process.exitCode = 1;
}
