import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError, type TrackRecord } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import type { DjTrack } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { ImportSummary } from './import-events.ts';
import type { ImportOptions } from './import-options.ts';
import { djCollection, djTrack } from './test-collection.ts';

const YAML = `# mine
available:
- Closer
- Old
library:
  /m/a.flac:
  - Old
  - By hand
  /m/other.flac:
  - Closer
`;

let dataDir: string;
let tagFile: string;

beforeEach(async () => {
  const root = await temporaryFolder('import-tags');
  [dataDir, tagFile] = [join(root, 'data'), join(root, 'config', 'tags.yml')];
  await mkdir(dataDir);
  await mkdir(join(root, 'config'));
  await writeFile(tagFile, YAML);
  await withRecords({ '/m/a.flac': { mytags: ['Old'] }, '/m/b.flac': {} });
});

async function withRecords(records: Record<string, TrackRecord>): Promise<void> {
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  for (const [path, record] of Object.entries(records)) meta.update(path, record);
  await meta.close();
}

async function using<T>(use: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({ dataDir });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

function importTags(tracks: readonly DjTrack[], options: ImportOptions = {}): Promise<ImportSummary> {
  return using(async (library) => {
    const run = library.importCollection(djCollection(tracks), { fields: ['tags'], ...options });
    for (;;) {
      const step = await run.next();
      if (step.done) return step.value;
    }
  });
}

const tagged = (path: string, ...tags: string[]) => djTrack(path, { tags });
const text = () => readFile(tagFile, 'utf8');

test('An import adds My Tags to tags.yml, where the Python rbassist looks for them.', async () => {
  const summary = await importTags([tagged('/m/a.flac', 'Peak', 'old'), tagged('/m/b.flac', 'Closer')]);
  expect(summary.tagFiles).toEqual([tagFile]);
  expect(await text()).toBe(`# mine
available:
- Closer
- Old
- By hand
- Peak
library:
  /m/a.flac:
  - Old
  - By hand
  - Peak
  /m/other.flac:
  - Closer
  /m/b.flac:
  - Closer
`);
  const again = await importTags([tagged('/m/a.flac', 'Peak', 'old'), tagged('/m/b.flac', 'Closer')]);
  expect(again.tagFiles).toEqual([]);
});

test('A tag that Rekordbox took away leaves tags.yml too, and tags of others stay.', async () => {
  await importTags([tagged('/m/b.flac', 'One', 'Two')]);
  await importTags([tagged('/m/b.flac', 'Two')]);
  expect(await text()).toMatch(/b\.flac:\n {2}- Two\n$/);
  await using(async (library) => expect(library.track('/m/b.flac')?.mytags).toEqual(['Two']));
  expect(await text()).toContain('- By hand');
});

test('With force, no other tags of the track stay.', async () => {
  await importTags([tagged('/m/a.flac', 'Peak')], { force: true });
  expect(await text()).toContain('  /m/a.flac:\n  - Peak\n  /m/other');
});

test('Undo restores tags.yml, unless it changed since.', async () => {
  await importTags([tagged('/m/b.flac', 'Peak')]);
  await using(async (library) => expect(await library.undoImport()).toMatchObject({ tagFiles: [tagFile] }));
  expect(await text()).toBe(YAML);
  await importTags([tagged('/m/b.flac', 'Peak')]);
  await writeFile(tagFile, `${await text()}# later\n`);
  await using(async (library) =>
    expect(await library.undoImport()).toMatchObject({ tagFiles: [], changedTagFiles: [tagFile] }),
  );
  expect(await text()).toContain('# later');
});

test('A dry run, and an import of other values, leave tags.yml as it is.', async () => {
  await importTags([tagged('/m/b.flac', 'Peak')], { dryRun: true });
  await importTags([djTrack('/m/b.flac', { tags: ['Peak'], stars: 3 })], { fields: ['rating'] });
  expect(await text()).toBe(YAML);
});

test('A damaged tags.yml stops the import before anything changes.', async () => {
  await writeFile(tagFile, 'library: [1, 2]\n');
  await expect(importTags([tagged('/m/b.flac', 'Peak')])).rejects.toThrow(FileFormatError);
  await using(async (library) => expect(library.track('/m/b.flac')?.mytags).toBeUndefined());
});

test('Without tags.yml, none is made.', async () => {
  const root = await temporaryFolder('import-tags');
  dataDir = join(root, 'data');
  await mkdir(dataDir);
  await withRecords({ '/m/b.flac': {} });
  expect((await importTags([tagged('/m/b.flac', 'Peak')])).tagFiles).toEqual([]);
  await expect(readFile(join(root, 'config', 'tags.yml'))).rejects.toThrow('ENOENT');
});
