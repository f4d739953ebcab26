import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileSignature, readCues, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Ran, rbassist } from './support/rbassist.ts';

/** Data folder of the Python rbassist with its music; made by tests/reference/python_folder.py. */
const FIXTURE = fileURLToPath(new URL('fixtures/python-folder', import.meta.url));
const COPY = 'copies/Nora Vale - First Light.flac';
const UNTAGGED = 'sets/Without A Dash.flac';

interface Meta {
  tracks: Record<string, TrackRecord>;
  [key: string]: unknown;
}

let dataDir: string;
let music: string;
let before: Meta;

beforeEach(async () => {
  const root = await temporaryFolder('python');
  [dataDir, music] = [join(root, 'data'), join(root, 'music')];
  await cp(FIXTURE, root, { recursive: true });
  for (const name of ['meta.json', join('index', 'paths.json')]) {
    const text = await readFile(join(dataDir, name), 'utf8');
    const json = (path: string) => JSON.stringify(path).slice(1, -1);
    await writeFile(join(dataDir, name), text.replaceAll('@MUSIC@', json(music)).replaceAll('@DATA@', json(dataDir)));
  }
  before = await meta();
});

async function meta(): Promise<Meta> {
  return JSON.parse(await readFile(join(dataDir, 'meta.json'), 'utf8'));
}

async function run(...words: string[]): Promise<Ran> {
  const ran = await rbassist(...words, '--data-dir', dataDir);
  expect(ran, words.join(' ')).toMatchObject({ code: 0 });
  return ran;
}

/** Expects that all data of Python is kept, except under the given keys and for the given tracks. */
async function expectKept({
  except = [],
  without = [],
}: {
  except?: string[];
  without?: string[];
} = {}): Promise<void> {
  const { tracks, ...others } = await meta();
  const { tracks: tracksBefore, ...othersBefore } = before;
  expect(others).toEqual(othersBefore);
  for (const [path, record] of Object.entries(tracksBefore)) {
    if (without.includes(path)) continue;
    const own = Object.fromEntries(Object.entries(record).filter(([key]) => !except.includes(key)));
    expect(tracks[path], path).toMatchObject(own);
    expect(tracks[path].cues, path).toEqual(record.cues);
    for (const value of Object.values(own)) {
      if (typeof value !== 'string' || !value.endsWith('.npy')) continue;
      const original = await readFile(join(FIXTURE, 'data', 'embeddings', basename(value)));
      expect((await readFile(value)).equals(original), value).toBe(true);
    }
  }
  await expectIndexed();
}

/** Expects an index that Python can read: as many elements as paths, all of them known. */
async function expectIndexed(): Promise<void> {
  const paths: unknown[] = JSON.parse(await readFile(join(dataDir, 'index', 'paths.json'), 'utf8'));
  const graph = await readFile(join(dataDir, 'index', 'hnsw.idx'));
  expect(graph.readBigUInt64LE(16)).toBe(BigInt(paths.length));
  expect(Object.keys((await meta()).tracks)).toEqual(expect.arrayContaining(paths));
}

describe('a data folder of the Python rbassist', () => {
  it.each([
    ['stats'],
    ['doctor'],
    ['recommend', 'Drive'],
    ['recommend', 'First Light', '--w-bass', '1'],
    ['index'],
    ['index', '--incremental'],
    ['dup-check'],
    ['dup-check', '--exact'],
    ['dup-check', '--audio'],
    ['dup-stage', '--exact', '--dry-run'],
    ['library', 'repair'],
    ['library', 'repair', '--apply'],
    ['library', 'prune', '--apply'],
  ])('is not changed by %s %s %s', async (...words) => {
    await run(...words);
    expect(await meta()).toEqual(before);
    await expectKept();
  });

  it('has no junk, and no problems after indexing', async () => {
    await run('index');
    const { stdout } = await run('library', 'check');
    expect(stdout).not.toContain('✗');
  });

  it.each([['analyze'], ['features'], ['beatgrid'], ['cues'], ['normalize', '--dry-run']])(
    "keeps Python's data through %s %s",
    async (command, ...flags) => {
      await run(command, music, ...flags);
      await expectKept();
    },
  );

  it('counts as analysed, also after its tags were written', async () => {
    expect((await run('analyze', music)).stdout).toContain('0 tracks processed, 6 unchanged');
    expect((await run('stats')).stdout).toMatch(/^Analysed {2}6$/m);
    await run('normalize', music);
    await expectKept({ except: ['sig_bpmkey'] });
    for (const [path, { sig_bpmkey }] of Object.entries((await meta()).tracks))
      expect(sig_bpmkey).toBe(await fileSignature(path, 'content'));
    expect((await run('analyze', music)).stdout).toContain('0 tracks processed, 6 unchanged');
  });

  it('gets its duplicates back', async () => {
    await run('dup-stage', '--exact', '--move');
    expect(await readdir(join(music, 'copies'))).toEqual([]);
    await run('dup-unstage');
    expect(await readdir(join(music, 'copies'))).toEqual([basename(COPY)]);
    await expectKept();
  });

  it('accepts vectors of another model, and keeps all other data', async () => {
    await run('scan', music, '--model', 'spectral-v1', '--re-embed');
    await expectKept({ except: ['embedding', 'embedding_source'] });
    expect(Object.values((await meta()).tracks).map(({ embedding_space }) => embedding_space)).toEqual(
      Array(6).fill('spectral-v1/160'),
    );
    await run('library', 'repair', '--apply');
    await expectKept({ except: ['embedding', 'embedding_source', 'features'] });
  });

  it('removes a track whose file is missing, and leaves no hole in the index', async () => {
    const gone = join(music, UNTAGGED);
    await rm(gone);
    await run('library', 'prune', '--apply', '--include-edited');
    await expectKept({ without: [gone] });
    expect(Object.keys((await meta()).tracks)).not.toContain(gone);
  });

  it('can remove the last track, and the index is empty', async () => {
    await run('index');
    await rm(music, { recursive: true });
    await run('library', 'prune', '--apply', '--include-edited', '--force', '--root', music);
    expect((await meta()).tracks).toEqual({});
    expect(JSON.parse(await readFile(join(dataDir, 'index', 'paths.json'), 'utf8'))).toEqual([]);
    await expectIndexed();
    expect((await run('library', 'check')).stdout).not.toContain('✗');
  });

  it('stores new cues in the existing form', async () => {
    const path = join(music, UNTAGGED);
    const { tracks, ...others } = before;
    await writeFile(
      join(dataDir, 'meta.json'),
      JSON.stringify({ ...others, tracks: { ...tracks, [path]: { ...tracks[path], cues: [] } } }),
    );
    const template = join(dataDir, 'cues.yml');
    await writeFile(
      template,
      'cues:\n  - { name: In, kind: loop, at: start, length_bars: 1 }\n  - { name: M, kind: memory, at: start }\n',
    );
    await run('cues', path, '--force', '--cue-template', template);
    const { cues } = (await meta()).tracks[path];
    expect(cues?.map(({ type, num }) => [type, num])).toEqual([
      [4, 0],
      [0, -1],
    ]);
    expect(readCues(cues).map(({ kind }) => kind)).toEqual(['loop', 'memory']);
  });
});
