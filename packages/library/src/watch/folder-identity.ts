import { stat } from 'node:fs/promises';

/** Returns a text that is another one after a folder was replaced. A new folder may get the inode of a deleted one. */
export async function folderIdentity(folder: string): Promise<string | undefined> {
  const stats = await stat(folder, { bigint: true });
  return stats.isDirectory() ? `${stats.dev}:${stats.ino}:${stats.birthtimeNs}` : undefined;
}
