/** An error in the command line, such as an unknown flag. */
export class UsageError extends Error {
  readonly help?: string;
  /** Names of the command whose help to recommend. @default the command that ran */
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

/** A flag that the command does not have. */
export class UnknownFlagError extends UsageError {
  /** The flag as typed, e.g. `--tpo`. */
  readonly flag: string;

  constructor(flag: string, hint: string) {
    super(`Unknown option ${quoteWord(flag)}.${hint && ` ${hint}`}`);
    this.flag = flag;
  }
}

const LONGEST_QUOTE = 60;

/** Returns a typed word in quotes, shortened if it is long. */
export function quoteWord(word: string): string {
  return word.length > LONGEST_QUOTE ? `"${word.slice(0, LONGEST_QUOTE).toWellFormed()}…"` : `"${word}"`;
}
