import { type ErrorDetails, FileFormatError, RbassistError } from '@rbassist/core';

/** The key of an encrypted database is missing or wrong. The message never contains a key. Code `database-key`. */
export class DatabaseKeyError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, details: ErrorDetails = {}) {
    super('database-key', message, { remedies: [{ action: 'give-database-key' }], ...details, path });
  }
}

/** Another program is writing to the database. Code `database-busy`. */
export class DatabaseBusyError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, details: ErrorDetails = {}) {
    super('database-busy', message, {
      remedies: [{ action: 'close-program', program: 'Rekordbox' }, { action: 'retry' }],
      ...details,
      path,
    });
  }
}

/** Returns the error for a page whose contents are damaged. Pages count from 1. */
export function damagedPage(path: string, page: number, problem: string): FileFormatError {
  return new FileFormatError(path, `${path} is damaged at page ${page}: ${problem}.`, {
    remedies: [{ action: 'copy-again' }],
  });
}

/** Returns the error for a write-ahead log whose pages another database has. */
export function foreignLog(path: string, cause?: unknown): FileFormatError {
  return new FileFormatError(
    `${path}-wal`,
    `${path}-wal does not fit ${path}. It is damaged, or it belongs to another database or another time.`,
    { cause, remedies: [{ action: 'copy-again' }] },
  );
}

/** Returns the error for a file that ends before its last page. */
export function truncatedDatabase(path: string, has: number, wanted: number): FileFormatError {
  return new FileFormatError(path, `${path} is truncated: it has ${has} of ${wanted} pages.`, {
    remedies: [{ action: 'copy-again' }],
  });
}
