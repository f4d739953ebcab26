let isBroken = false;

/**
 * Lets a command continue after its reader ends, as in `rbassist scan … | head`, and drops the rest of the output.
 * Other write errors, such as a full disk, set the exit code.
 *
 * @param complain Prints a line on stderr.
 */
export function surviveBrokenOutput(complain: (line: string) => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isBroken) return;
    isBroken = true;
    if (isReaderGone(error)) return;
    process.exitCode = 1;
    // loaded late: an old Node can't load it, but still needs `complain`
    void import('@rbassist/core').then(({ diskProblem }) => {
      complain(`rbassist: ${diskProblem('The output', 'written', error).message}`);
    });
  });
  process.stderr.on('error', () => {});
}

/** Returns true while stdout accepts output. */
export function canPrint(): boolean {
  return !isBroken;
}

function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || (code === 'EIO' && process.stdout.isTTY);
}
