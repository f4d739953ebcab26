import { isFolder } from '@rbassist/core';
import { DataFolderError, type Library } from '@rbassist/library';
import type { MiddlewareHandler } from 'hono';

/** Time for which an answer about the folder counts. */
const CHECK_MS = 1000;

/** Refuses requests while the data folder is gone; see {@link libraryPresence}. */
export function requireLibrary(library: Library, clock: () => number): MiddlewareHandler {
  const check = libraryPresence(library);
  let checked = Number.NEGATIVE_INFINITY;
  return async (_, next) => {
    if (clock() - checked >= CHECK_MS) {
      await check();
      checked = clock();
    }
    return next();
  };
}

/**
 * Returns a function that throws {@link DataFolderError} while the data folder is gone, for example with its drive.
 * Else the library would seem empty, and a change would begin a new one. A library that does not exist yet is empty.
 */
export function libraryPresence({ dataDir, size }: Pick<Library, 'dataDir' | 'size'>): () => Promise<void> {
  let wasThere = size > 0;
  return async () => {
    const isThere = await isFolder(dataDir);
    wasThere ||= isThere;
    if (isThere || !wasThere) return;
    throw new DataFolderError(dataDir, `The data folder ${dataDir} is gone. Connect its drive, or put it back.`, {
      remedies: [{ action: 'connect-drive', path: dataDir }],
    });
  };
}
