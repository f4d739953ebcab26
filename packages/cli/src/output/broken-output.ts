let isBroken = false;

/**
 * Lets a command continue after nothing reads its output any more: `rbassist scan … | head` loses no work. It drops the
 * rest of the output. A full disk is an error with an exit code; a reader that has read enough is not.
 *
 * @param complain Prints a line on stderr.
 */
export function surviveBrokenOutput(complain: (line: string) => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isBroken) return;
    isBroken = true;
    if (isReaderGone(error)) return;
    process.exitCode = 1;
    // loaded here, since an old Node that cannot load it gets a message too
    void import('@rbassist/core').then(({ diskProblem }) => {
      complain(`rbassist: ${diskProblem('The output', 'written', error).message}`);
    });
  });
  process.stderr.on('error', () => {});
}

/** Returns true while stdout takes output. */
export function canPrint(): boolean {
  return !isBroken;
}

/** A pipe without a reader, or a terminal whose window was closed. */
function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || (code === 'EIO' && process.stdout.isTTY);
}
