/** The command line is wrong: an unknown flag, a missing argument. */
export class UsageError extends Error {}
