/**
 * Converts the MSD weights of the published MusiCNN to the files in `model/`. With `--check`, compares them instead.
 *
 *   pip download musicnn==0.1.0 --no-deps
 *   npm run convert:musicnn -- musicnn-0.1.0-py3-none-any.whl [--check]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { convertedFiles } from './converted-files.ts';

const MODEL = new URL('../model/', import.meta.url);

const [wheel, mode] = process.argv.slice(2);
if (wheel === undefined || (mode !== undefined && mode !== '--check')) {
  throw new Error('Name the wheel: npm run convert:musicnn -- musicnn-0.1.0-py3-none-any.whl [--check]');
}
for (const [name, bytes] of Object.entries(await convertedFiles(wheel))) {
  const path = new URL(name, MODEL);
  if (mode === undefined) await writeFile(path, bytes);
  const same = Buffer.compare(await readFile(path), bytes) === 0;
  console.log(`${name}: ${bytes.length} bytes, ${same ? 'the same' : `not the same as from ${basename(wheel)}`}`);
  if (!same) process.exitCode = 1;
}
