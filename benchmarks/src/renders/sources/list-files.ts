import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../manifest.ts';

/** Lists the files below a folder that end with `ending`, sorted. Throws {@link UsageError} if there are none. */
export async function listFiles(folder: string, ending: string, expected: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(ending)).sort();
  if (files.length === 0) throw new UsageError(`${folder} has no files "*${ending}". Expected ${expected}.`);
  return files.map((name) => join(folder, name));
}
