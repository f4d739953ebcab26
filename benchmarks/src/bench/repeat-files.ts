import { copyFile, link, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Fills a new folder with `count` files under different names, taking the given ones in turn; gives its path. */
export async function repeatFiles(files: readonly string[], count: number, folder: string): Promise<string> {
  await mkdir(folder);
  for (let i = 0; i < count; i++) {
    const file = files[i % files.length];
    const name = join(folder, `${String(i).padStart(4, '0')} ${basename(file)}`);
    // not every file system gives a file two names
    await link(file, name).catch(() => copyFile(file, name));
  }
  return folder;
}
