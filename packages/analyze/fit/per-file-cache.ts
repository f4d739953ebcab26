import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/**
 * Extracts from a file once, and keeps the result in `folder`. A changed file is extracted again.
 *
 * @param ending End of the names of the kept files. One folder can keep several kinds of results.
 */
export async function cachedPerFile<T>(
  file: string,
  { folder, ending }: { folder: string | undefined; ending: string },
  extract: () => Promise<T>,
): Promise<T> {
  if (folder === undefined) return extract();
  const { size, mtimeMs } = await stat(file);
  const name = createHash('sha1').update(`${file}:${size}:${mtimeMs}`).digest('hex');
  const path = join(folder, `${name}${ending}`);
  const kept = await readFile(path).catch(() => null);
  if (kept) return deserialize(kept) as T;
  const extracted = await extract();
  await mkdir(folder, { recursive: true });
  await writeFile(path, serialize(extracted));
  return extracted;
}
