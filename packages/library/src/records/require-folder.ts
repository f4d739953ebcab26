import { DataFolderError, exists } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';

/** Throws {@link DataFolderError} if the data folder of an open library with tracks is gone, e.g. with its drive. */
export async function requireFolder({ root }: DataFolder, tracks: number): Promise<void> {
  // the first scan creates the folder
  if (tracks === 0 || (await exists(root))) return;
  const message = `The data folder ${root} is gone. Is its drive connected, or was the folder moved?`;
  throw new DataFolderError(root, message, { remedies: [{ action: 'connect-drive', path: root }] });
}
