/** Where a command's words go: answers to stdout, everything else to stderr. */
export interface Output {
  /** Answers are JSON on stdout. */
  json: boolean;
  /** Only answers and errors. */
  quiet: boolean;
  /** Also what usually goes without saying. */
  verbose: boolean;
}

/** Prints a line of an answer. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a document as one line of JSON. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** Tells the person something that is not the answer. */
export function tell(output: Output, line: string): void {
  if (!output.quiet) process.stderr.write(`${line}\n`);
}

/** Tells the person what went wrong, also when quiet. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
