/** Exit codes of the command. */
export const EXIT = {
  done: 0,
  /** Something failed; the output says how much. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Ended with Ctrl-C; finished work is saved. */
  interrupted: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
