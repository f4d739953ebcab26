import { errorMessage, FileFormatError, RbassistError, systemErrorCode } from '@rbassist/core';

/** Makes the error of one file; the reason is put behind a colon, the remedy is a sentence of its own. */
export type Fail = (reason: string, remedy?: string, cause?: unknown) => FileFormatError;

const FETCH_AGAIN = 'It may be cut short or damaged: fetch it again.';
const LONGEST_QUOTE = 120;

/** How errors of a checkpoint read. */
export function failureOf(path: string): Fail {
  return (reason, remedy = FETCH_AGAIN, cause = undefined) =>
    new FileFormatError(path, `${path} is not a checkpoint that can be read: ${reason}. ${remedy}`, { cause });
}

const UNREADABLE: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'Fetch the model, or check the path.'],
  ENOTDIR: ['there is no such file', 'Fetch the model, or check the path.'],
  EACCES: ['permission is denied', 'Give yourself access to it.'],
  EPERM: ['permission is denied', 'Give yourself access to it.'],
  EMFILE: ['too many files are open', 'Close other programs, or raise the limit of open files.'],
};

/** Puts a failed system call into a person's words; an error of ours passes as it is. */
export function unreadable(fail: Fail, cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const [reason, remedy] = UNREADABLE[systemErrorCode(cause) ?? ''] ?? [
    errorMessage(cause),
    'Check the path and the disk.',
  ];
  return fail(reason, remedy, cause);
}

/** A text out of a file that nobody vouches for, fit to be shown. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}
