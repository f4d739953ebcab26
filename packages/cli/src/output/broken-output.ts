let isBroken = false;

/**
 * Lets a command go on when nobody takes its output any more: `rbassist scan … | head` loses no work. It drops the rest
 * of the output. A full disk is told on stderr and sets the exit code; a reader that has read enough is no failure.
 */
export function surviveBrokenOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isBroken) return;
    isBroken = true;
    if (isReaderGone(error)) return;
    process.stderr.write(`rbassist: The output cannot be written: ${error.message}.\n`);
    process.exitCode = 1;
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
