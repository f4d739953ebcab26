import { errorMessage, FileFormatError, RbassistError, systemErrorCode } from '@rbassist/core';

/** Creates the error of one file from a reason (a clause) and a remedy (a sentence). */
export type Fail = (reason: string, remedy?: string, cause?: unknown) => FileFormatError;

const DOWNLOAD_AGAIN = 'It may be incomplete or damaged. Download it again.';
const MAX_QUOTE = 120;

export function failureOf(path: string): Fail {
  return (reason, remedy = DOWNLOAD_AGAIN, cause = undefined) =>
    new FileFormatError(path, `${path} can't be read as a model: ${reason}. ${remedy}`, { cause });
}

const UNREADABLE: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOENT: ['the file does not exist', 'Download the model, or check the path.'],
  ENOTDIR: ['the file does not exist', 'Download the model, or check the path.'],
  EACCES: ['permission is denied', 'Give yourself access to it.'],
  EPERM: ['permission is denied', 'Give yourself access to it.'],
  EMFILE: ['too many files are open', 'Close other programs, or raise the limit of open files.'],
};

/** Converts a failed system call to a {@link FileFormatError}. Returns other errors of rbassist unchanged. */
export function unreadable(fail: Fail, cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const [reason, remedy] = UNREADABLE[systemErrorCode(cause) ?? ''] ?? [
    errorMessage(cause),
    'Check the path and the disk.',
  ];
  return fail(reason, remedy, cause);
}

/** Quotes text from an untrusted file. Escapes it, and cuts it after 120 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);
}
