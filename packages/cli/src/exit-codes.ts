/** Exit codes of the command. */
export const EXIT = {
  done: 0,
  /** Something failed; the output says what. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Stopped with Ctrl-C; finished work is saved. */
  interrupted: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Returns the exit code of a run over files. Failures of earlier runs do not count. */
export function runExitCode(summary: { interrupted: boolean; found: number; failed: number }): ExitCode {
  if (summary.interrupted) return EXIT.interrupted;
  return summary.failed > 0 || summary.found === 0 ? EXIT.failed : EXIT.done;
}
