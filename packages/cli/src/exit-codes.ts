/** What the command's exit code says. */
export const EXIT = {
  done: 0,
  /** Something failed; how much is printed. */
  failed: 1,
  /** The command line cannot be meant. */
  usage: 2,
  /** Ended with Ctrl-C; what was done is saved. */
  interrupted: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
