import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, expect, test } from 'vitest';
import { runCommand } from './test-run.ts';

/** Commands that read a file of another program; FILE stands for it. */
const READERS: readonly (readonly string[])[] = [
  ['import', 'xml', 'FILE'],
  ['import', 'nml', 'FILE'],
  ['import', 'engine', 'FILE'],
  ['import', 'serato', 'FILE'],
  ['import', 'm3u8', 'FILE'],
  ['import', 'rekordbox-db', 'FILE', '--key', '0'],
  ['import-mytags', 'FILE'],
  ['rekordbox-import-mytags-db', 'FILE', '--key', '0'],
  ['xml', 'check', 'FILE'],
  ['xml', 'diff', 'FILE', 'FILE'],
  ['xml', 'plan', 'FILE'],
  ['xml', 'rewrite', 'FILE', 'OUT'],
  ['xml', 'calibrate', 'FILE'],
  ['eval:tempo', '--against', 'FILE'],
  ['export-xml', '--base', 'FILE', '--out', 'OUT'],
  ['mirror-csv', 'FILE', '--out-xml', 'OUT'],
  ['bandcamp-import', 'FILE', 'FILE'],
  ['playlist-expand', '--playlist', 'a', '--add-count', '2', '--xml-path', 'FILE'],
];

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('unusable-files');
  await mkdir(join(folder, 'folder.xml'));
  await writeFile(join(folder, 'damaged.xml'), '<?xml version="1.0"?>\n<DJ_PLAYLISTS Version="1.0.0"><COLLECTION');
  await writeFile(join(folder, 'empty.xml'), '');
  await mkdir(join(folder, 'data'));
  const record = { artist: 'Ann', title: 'One', duration: 200 };
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks: { '/music/a.mp3': record } }));
});

function rbassist(words: readonly string[]) {
  return runCommand([...words, '--data-dir', join(folder, 'data')]);
}

const NAMES = ['missing.xml', 'folder.xml', 'empty.xml', 'damaged.xml'];

test.each(READERS.flatMap((words) => NAMES.map((name) => [words.join(' '), name, words] as const)))(
  '%s names %s, and changes nothing',
  async (_command, name, words) => {
    const meta = join(folder, 'data', 'meta.json');
    const before = await readFile(meta, 'utf8');
    const out = join(folder, 'out.xml');
    const file = join(folder, name);
    const {
      code,
      err,
      out: printed,
    } = await rbassist(words.map((word) => (word === 'FILE' ? file : word === 'OUT' ? out : word)));
    expect(await readFile(meta, 'utf8')).toBe(before);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
    const isFinding = words.join(' ') === 'xml check FILE' && code === 1;
    // each message names the file once
    if (isFinding) expect(printed).toContain('not-xml');
    else expect(err.split(name)).toHaveLength(2);
    expect(name.startsWith('missing') || name.startsWith('folder') ? [2] : [1, 2]).toContain(code);
  },
);
