/** The command line is wrong: an unknown flag, a missing argument. */
export class UsageError extends Error {
  /** Help to print below the message, in place of the command that shows it. */
  readonly help?: string;
  /** Names of the command whose help tells more; that of the command that ran if there are none. */
  readonly helpOf?: readonly string[];
  /** Arguments that the person most likely means. */
  readonly meant?: readonly string[];

  constructor(message: string, { help, helpOf, meant }: Pick<UsageError, 'help' | 'helpOf' | 'meant'> = {}) {
    super(message);
    this.help = help;
    this.helpOf = helpOf;
    this.meant = meant;
  }
}

/** The command has no such flag. */
export class UnknownFlagError extends UsageError {
  /** The flag as typed, e.g. `--tpo`. */
  readonly flag: string;

  constructor(flag: string, hint: string) {
    super(`Unknown option ${quoteWord(flag)}.${hint && ` ${hint}`}`);
    this.flag = flag;
  }
}

const LONGEST_QUOTE = 60;

/** Quotes what a person typed, cut if it is long. */
export function quoteWord(word: string): string {
  return word.length > LONGEST_QUOTE ? `"${word.slice(0, LONGEST_QUOTE).toWellFormed()}…"` : `"${word}"`;
}
