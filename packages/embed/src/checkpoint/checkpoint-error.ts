import { errorMessage, FileFormatError, RbassistError, systemErrorCode } from '@rbassist/core';

/** Makes the error of one file from a reason, as a clause, and a remedy, as a sentence. */
export type Fail = (reason: string, remedy?: string, cause?: unknown) => FileFormatError;

const DOWNLOAD_AGAIN = 'It may be cut short or damaged: download it again.';
const MAX_QUOTE = 120;

/** Prepares the errors of one checkpoint. */
export function failureOf(path: string): Fail {
  return (reason, remedy = DOWNLOAD_AGAIN, cause = undefined) =>
    new FileFormatError(path, `${path} is not a checkpoint that can be read: ${reason}. ${remedy}`, { cause });
}

const UNREADABLE: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'Download the model, or check the path.'],
  ENOTDIR: ['there is no such file', 'Download the model, or check the path.'],
  EACCES: ['permission is denied', 'Give yourself access to it.'],
  EPERM: ['permission is denied', 'Give yourself access to it.'],
  EMFILE: ['too many files are open', 'Close other programs, or raise the limit of open files.'],
};

/** Turns a failed system call into a plain error; passes an error of ours on as it is. */
export function unreadable(fail: Fail, cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const [reason, remedy] = UNREADABLE[systemErrorCode(cause) ?? ''] ?? [
    errorMessage(cause),
    'Check the path and the disk.',
  ];
  return fail(reason, remedy, cause);
}

/** Quotes a text of an untrusted file: escaped, and cut if it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);
}
