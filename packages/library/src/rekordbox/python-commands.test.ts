import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Library, openLibrary } from '../library.ts';
import type { ImportSummary } from './import-events.ts';
import type { ImportOptions } from './import-options.ts';

/** Results of the Python rbassist for the same library, written by tests/reference/rekordbox_commands.py. */
interface PythonCommands {
  records: Record<string, TrackRecord>;
  choices: {
    rules: { my_tag?: string; rating_min?: number; since?: string; until?: string };
    tracks: string[];
  }[];
  xml: string;
  windowsXml: string;
  imports: {
    onlyExisting: boolean;
    records: Record<string, TrackRecord>;
    yaml: string;
    mytags: Record<string, string[]>;
    tagsYml: { available: string[]; library: Record<string, string[]> };
  }[];
}

const REFERENCE = new URL('../../../../tests/reference/rekordbox-commands.json', import.meta.url);
const python: PythonCommands = JSON.parse(await readFile(REFERENCE, 'utf8'));
/** Dates that only Python reads; here, a track without a readable date fits. */
const OTHER_DATES = ['/Music/b/week.mp3', '/Music/b/short.mp3'];

let dataDir: string;
let tagFile: string;

beforeEach(async () => {
  const root = await temporaryFolder('python-commands');
  [dataDir, tagFile] = [join(root, 'data'), join(root, 'config', 'tags.yml')];
  await mkdir(dataDir);
  await mkdir(join(root, 'config'));
});

function withRecords(tracks: Record<string, TrackRecord>): Promise<void> {
  return writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }, null, 2));
}

async function using<T>(use: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({ dataDir, onWarning: () => {} });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

async function importXml(library: Library, xml: string, options: ImportOptions): Promise<ImportSummary> {
  const run = library.importCollection(readRekordboxXml(Buffer.from(xml)), options);
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
  }
}

test('int-pl chooses the tracks that Python chooses, except for dates that only Python reads', async () => {
  await withRecords(python.records);
  await using(async (library) => {
    for (const { rules, tracks } of python.choices) {
      const { my_tag: myTag, rating_min: ratingMin, since, until } = rules;
      const given = Object.entries({ myTag, ratingMin, since, until }).filter(([, value]) => value !== undefined);
      const ours = (await library.listByRules(Object.fromEntries(given))).tracks.map(({ path }) => path);
      const isOther = (path: string) => (since ?? until) !== undefined && OTHER_DATES.includes(path);
      expect(
        ours.filter((path) => !isOther(path)),
        JSON.stringify(rules),
      ).toEqual(tracks.filter((path) => !isOther(path)));
    }
  });
});

describe.each(python.imports)('import-mytags with only-existing $onlyExisting', ({ onlyExisting, ...before }) => {
  beforeEach(async () => {
    await withRecords(before.records);
    await writeFile(tagFile, before.yaml);
  });

  const imported = async (force: boolean) => {
    const options = { fields: ['tags'] as const, playlists: false, onlyExisting, force };
    return using(async (library) => {
      await importXml(library, python.xml, options);
      return Object.fromEntries(
        Array.from(library.tracks(), ([path, { mytags = [] }]): [string, string[]] => [path, mytags]),
      );
    });
  };

  test('sets the tags that Python sets with force, in records and tags.yml', async () => {
    expect(await imported(true)).toEqual(before.mytags);
    const { available, library } = parse(await readFile(tagFile, 'utf8'));
    expect(library).toEqual(before.tagsYml.library);
    expect([...available].sort()).toEqual([...before.tagsYml.available].sort());
  });

  test('keeps the tags of a track without force', async () => {
    const kept = ['Old', 'Warm-up', 'Vocals'];
    expect(await imported(false)).toEqual({ ...before.mytags, '/Music/a/Ann - One.mp3': kept });
    expect(parse(await readFile(tagFile, 'utf8')).library).toEqual({
      ...before.tagsYml.library,
      '/Music/a/Ann - One.mp3': kept,
    });
  });
});

describe('an export of the Python rbassist', () => {
  test.each([
    ['of macOS and Linux, with two slashes', python.xml, '/Music/'],
    ['of Windows, with %3A', python.windowsXml, 'C:\\Music\\'],
  ])('%s, comes back whole', async (_, xml, root) => {
    const local = (path: string) => (root === '/Music/' ? path : path.replace('/Music/', root).replaceAll('/', '\\'));
    const paths = Object.keys(python.records).map(local);
    await withRecords(Object.fromEntries(paths.map((path) => [path, {}])));
    await using(async (library) => {
      const summary = await importXml(library, xml, {});
      expect(summary).toMatchObject({ program: 'rbassist', new: 0, unmatched: {}, unknownStart: 0 });
      expect(summary.matched.path + summary.matched.spelling).toBe(paths.length);
      // the times are of Python's decoder, which plays what ours plays
      const [first] = Object.values(python.records);
      const cues = first.cues?.map((cue) => ({ ...cue, start: expect.closeTo(cue.start, 3), end: expect.any(Number) }));
      expect(library.track(paths[0])).toMatchObject({ bpm: 124, key: '8A', tempos: first.tempos, cues });
      const stored = JSON.parse(await readFile(join(dataDir, 'playlists', 'rbassist.json'), 'utf8'));
      expect(stored.playlists).toEqual([{ folders: [], name: 'Mine', tracks: paths }]);
    });
  });
});
