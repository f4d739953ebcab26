import { copyFile, link, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Fills a new folder with `count` files under different names, from the given files in turn. Returns its path. */
export async function repeatFiles(files: readonly string[], count: number, folder: string): Promise<string> {
  await mkdir(folder);
  for (let i = 0; i < count; i++) {
    const file = files[i % files.length];
    const name = join(folder, `${String(i).padStart(4, '0')} ${basename(file)}`);
    // not every file system has hard links
    await link(file, name).catch(() => copyFile(file, name));
  }
  return folder;
}
