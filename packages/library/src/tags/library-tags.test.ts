import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeNpy, FileFormatError, LibraryBusyError, NotFoundError, OptionError, sealNpy } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../index.ts';
import { embeddingFileName } from '../vectors/embedding-file.ts';

const GROUPS = ['warm', 'peak', 'vocal'] as const;
const TAG_OF = { warm: 'Warm-up', peak: 'Peak Hour', vocal: 'Vocals' } as const;
const TAGS_YML = `# mine
available: [Warm-up, 'Peak Hour']
library:
  '/music/PEAK 0.mp3':  # from the other computer
    - 'Peak Hour'
    - Loud
  "E:\\\\Old\\\\vocal 5.mp3": [Vocals]
  /music/gone.mp3: [Gone]
`;

/** Ten tracks of each group; the first six have the group's tag. */
async function libraryOf(records: Record<string, Record<string, unknown>> = {}, files: Record<string, string> = {}) {
  const root = await temporaryFolder('tags');
  const dataDir = join(root, 'data');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const tracks: Record<string, object> = {};
  for (const [g, group] of GROUPS.entries()) {
    for (let i = 0; i < 10; i++) {
      const path = `/music/${group} ${i}.mp3`;
      const name = embeddingFileName(path);
      const embedding = join(dataDir, 'embeddings', name);
      const vector = Float32Array.from(
        { length: 160 },
        (_, k) => (k % 3 === g ? 1 : 0.2) + 0.02 * Math.sin(k * (i + 1)),
      );
      await writeFile(embedding, sealNpy(encodeNpy(vector), name));
      const stored = { embedding, embedding_source: 'baseline', embedding_space: 'spectral-v1/160' };
      tracks[path] = { ...stored, ...(i < 6 && { mytags: [TAG_OF[group]] }), ...records[path] };
    }
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }, null, 2));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, 'config', name)), { recursive: true });
    await writeFile(join(root, 'config', name), text);
  }
  const library = await openLibrary({ dataDir, engine: 'exact', onWarning: () => {} });
  await library.buildIndex();
  const read = (name: string) => readFile(join(root, name), 'utf8');
  return { library, dataDir, root, read };
}

const tagsOf = (library: { track(path: string): { mytags?: string[] } | undefined }, path: string) =>
  library.track(path)?.mytags;

describe('suggestTags', () => {
  it('suggests tags for untagged tracks, with the nearest tagged ones, and changes nothing', async () => {
    const { library, read } = await libraryOf();
    const before = await read('data/meta.json');
    const report = await library.suggestTags([], { margin: 0.01 });
    expect(report).toMatchObject({ compared: 12, withoutVector: [], interrupted: false });
    expect(report.profiles.map(({ tag, samples }) => [tag, samples])).toEqual([
      ['Peak Hour', 6],
      ['Vocals', 6],
      ['Warm-up', 6],
    ]);
    expect(report.tracks.map(({ path, suggestions }) => [path, suggestions.map(({ tag }) => tag)])).toEqual(
      ['peak', 'vocal', 'warm'].flatMap((group) =>
        [6, 7, 8, 9].map((i) => [`/music/${group} ${i}.mp3`, [TAG_OF[group as 'warm']]]),
      ),
    );
    const [{ nearest }] = report.tracks[0].suggestions;
    expect(nearest).toHaveLength(3);
    expect(nearest.every(({ path }) => /peak [0-5]/.test(path))).toBe(true);
    expect(report.changes).toBeUndefined();
    expect(await read('data/meta.json')).toBe(before);
    await library.close();
  });

  it('with a precision, suggests the same and scores are shares', async () => {
    const { library } = await libraryOf();
    const { tracks } = await library.suggestTags([], { precision: 0.8 });
    expect(tracks).toHaveLength(12);
    for (const { suggestions } of tracks) expect(suggestions[0]).toMatchObject({ threshold: 0.8 });
    await library.close();
  });

  it('takes files and folders, also of tagged tracks, and names those without a vector', async () => {
    const { library, dataDir } = await libraryOf();
    await library.close();
    const meta = await openMetaStore(join(dataDir, 'meta.json'));
    meta.update('/music/new/a.mp3', { title: 'A' });
    await meta.close();
    const again = await openLibrary({ dataDir, engine: 'exact' });
    const report = await again.suggestTags(['/music/new', '/music/peak 0.mp3'], { margin: 1, top: 0 });
    expect(report.withoutVector).toEqual(['/music/new/a.mp3']);
    expect(report.tracks).toMatchObject([{ path: '/music/peak 0.mp3' }]);
    expect(report.tracks[0].suggestions.map(({ tag }) => tag).sort()).toEqual(['Vocals', 'Warm-up']);
    await expect(again.suggestTags(['/nowhere'])).rejects.toThrow('has no track in /nowhere.');
    await expect(again.suggestTags([''])).rejects.toThrow(OptionError);
    await expect(again.suggestTags('/music' as never)).rejects.toThrow(OptionError);
    await expect(again.suggestTags([], { pruneMargin: -1 })).rejects.toThrow('pruneMargin must be 0 or more');
    await again.close();
  });

  it('reads the tags of records, tags.yml and my_tags.yml, by other spellings and by unique file names', async () => {
    const myTags = 'version: "1.0"\ntracks:\n  "warm 9.mp3":\n  - Warm-up\n';
    const { library } = await libraryOf(
      { '/music/vocal 5.mp3': { mytags: undefined }, '/music/vocal 4.mp3': { mytags: undefined, tags: ['VOCALS'] } },
      { 'tags.yml': TAGS_YML, 'my_tags.yml': myTags },
    );
    const stats = await library.tagStats();
    expect(stats.tags).toEqual([
      { tag: 'Warm-up', tracks: 7 },
      { tag: 'Peak Hour', tracks: 6 },
      { tag: 'Vocals', tracks: 6 },
      { tag: 'Loud', tracks: 1 },
    ]);
    expect((await library.suggestTags([], { margin: 0.01 })).tracks.map(({ path }) => path)).not.toContain(
      '/music/warm 9.mp3',
    );
    expect(await library.validateTags()).toEqual([{ kind: 'spellings', tags: ['Vocals', 'VOCALS'] }]);
    await library.close();
  });

  it('needs tagged tracks', async () => {
    const { library } = await libraryOf();
    await expect(library.suggestTags([], { minSamples: 7 })).rejects.toThrow(NotFoundError);
    await library.close();
    const none = Object.fromEntries(
      GROUPS.flatMap((group) => [0, 1, 2, 3, 4, 5].map((i) => [`/music/${group} ${i}.mp3`, { mytags: undefined }])),
    );
    const empty = await libraryOf(none);
    await expect(empty.library.suggestTags()).rejects.toThrow('has a tag to learn from');
    await empty.library.close();
  });

  it('skips odd tags and vectors', async () => {
    const { library, dataDir } = await libraryOf({
      '/music/peak 1.mp3': { mytags: 'Peak Hour' },
      '/music/peak 2.mp3': { mytags: [7, null, 'Peak Hour'] },
      '/music/peak 6.mp3': { tag_suggestions: [1], tag_rejections: 5 },
      '/music/peak 7.mp3': { tag_suggestions: { candidates: [null, { tag: 3 }, { tag: 'x', score: 'y' }] } },
    });
    const name = embeddingFileName('/music/peak 8.mp3');
    await writeFile(join(dataDir, 'embeddings', name), sealNpy(encodeNpy(new Float32Array(160)), name));
    await library.buildIndex();
    const { tracks } = await library.suggestTags([], { margin: 0.05 });
    expect(tracks.map(({ path }) => path)).toContain('/music/peak 6.mp3');
    expect(tracks.map(({ path }) => path)).not.toContain('/music/peak 8.mp3');
    expect(library.tagSuggestions()).toEqual([]);
    await library.close();
  });

  it('stops when it is aborted, and saves nothing', async () => {
    const { library, read } = await libraryOf();
    const before = await read('data/meta.json');
    const report = await library.suggestTags([], { apply: true, signal: AbortSignal.abort() });
    expect(report).toMatchObject({ interrupted: true, tracks: [] });
    expect(await read('data/meta.json')).toBe(before);
    await library.close();
  });
});

describe('applied suggestions', () => {
  const options = { margin: 0.01, apply: true } as const;

  it('become own tags in the records and in tags.yml, and undo restores every byte', async () => {
    const { library, read, root } = await libraryOf({}, { 'tags.yml': TAGS_YML });
    await library.changeTags('/music/vocal 6.mp3', { add: ['Late'] });
    const before = [await read('data/meta.json'), await read('config/tags.yml')];
    const { changes } = await library.suggestTags(['/music'], options);
    expect(changes).toMatchObject({ tracks: 12, added: 12, removed: 0, files: [join(root, 'config', 'tags.yml')] });
    expect(tagsOf(library, '/music/vocal 6.mp3')).toEqual(['Late', 'Vocals']);
    const yaml = await read('config/tags.yml');
    expect(yaml).toContain('/music/warm 6.mp3:\n    - Warm-up\n');
    expect(yaml.startsWith(TAGS_YML.replace("[Warm-up, 'Peak Hour']", "[Warm-up, 'Peak Hour', Late, Vocals]"))).toBe(
      true,
    );

    expect(await library.undoTags()).toMatchObject({ command: 'apply', restored: 12, conflicts: [] });
    expect([await read('data/meta.json'), await read('config/tags.yml')]).toEqual(before);
    expect(await library.undoTags()).toMatchObject({ command: 'tag', restored: 1 });
    expect(await read('config/tags.yml')).toBe(TAGS_YML);
    await expect(library.undoTags()).rejects.toThrow(NotFoundError);
    await library.close();
  });

  it('leave tags that changed since when they are undone', async () => {
    const { library, dataDir } = await libraryOf();
    await library.suggestTags([], options);
    await library.edit('/music/peak 6.mp3', { mytags: ['Mine'] });
    await library.close();
    const meta = await openMetaStore(join(dataDir, 'meta.json'));
    meta.delete('/music/peak 7.mp3');
    await meta.close();
    const again = await openLibrary({ dataDir, engine: 'exact' });
    expect(await again.undoTags()).toMatchObject({
      restored: 10,
      conflicts: [
        { path: '/music/peak 6.mp3', reason: 'changed' },
        { path: '/music/peak 7.mp3', reason: 'gone' },
      ],
    });
    expect(tagsOf(again, '/music/peak 6.mp3')).toEqual(['Mine']);
    expect(tagsOf(again, '/music/peak 8.mp3')).toBeUndefined();
    await again.close();
  });

  it('remove doubtful tags wherever they are', async () => {
    const { library, read } = await libraryOf(
      { '/music/warm 0.mp3': { mytags: ['Peak Hour', 'Warm-up'] } },
      { 'tags.yml': "library:\n  /music/warm 0.mp3: [ 'Peak Hour', Keep ] # both\n  /other.mp3: [X]\n" },
    );
    const { tracks, changes } = await library.suggestTags(['/music/warm 0.mp3'], { pruneMargin: 0.1, ...options });
    expect(tracks[0].doubtful.map(({ tag }) => tag)).toEqual(['Peak Hour']);
    expect(changes).toMatchObject({ tracks: 1, removed: 1 });
    expect(tagsOf(library, '/music/warm 0.mp3')).toEqual(['Keep', 'Warm-up']);
    expect(await read('config/tags.yml')).toBe('library:\n  /music/warm 0.mp3: [Keep] # both\n  /other.mp3: [X]\n');
    await library.close();
  });

  it('need a library that nobody else writes to, and an intact tags.yml', async () => {
    const { library, dataDir, root } = await libraryOf();
    const other = await openMetaStore(join(dataDir, 'meta.json'));
    await expect(library.suggestTags([], options)).rejects.toThrow(LibraryBusyError);
    await other.close();
    await mkdir(join(root, 'config'));
    const damaged = 'library:\n  /a.mp3: [x\n';
    await writeFile(join(root, 'config', 'tags.yml'), damaged);
    const error = await library.suggestTags([], options).catch((reason) => reason);
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toMatch(/tags\.yml, line \d: /);
    expect(error.remedies).toMatchObject([{ action: 'edit-file' }]);
    expect(await readFile(join(root, 'config', 'tags.yml'), 'utf8')).toBe(damaged);
    await writeFile(join(root, 'config', 'tags.yml'), Buffer.from([0x6c, 0xff]));
    await expect(library.suggestTags()).rejects.toThrow('is not text in UTF-8');
    await library.close();
  });

  it('are finished by the same command after a crash between the library and tags.yml', async () => {
    const { library, read, root } = await libraryOf({}, { 'tags.yml': TAGS_YML });
    await library.suggestTags([], options);
    const whole = await read('config/tags.yml');
    await writeFile(join(root, 'config', 'tags.yml'), TAGS_YML);
    expect(await library.undoTags()).toMatchObject({ restored: 12, conflicts: [], files: [], changedFiles: [] });
    expect(tagsOf(library, '/music/peak 6.mp3')).toBeUndefined();
    await library.suggestTags([], options);
    expect(await read('config/tags.yml')).toBe(whole);
    await library.close();
  });

  describe('after a crash', () => {
    /** Applies suggestions, and lets the command look unfinished; without its records if `records` is false. */
    async function crashed({ records }: { records: boolean }) {
      const created = await libraryOf({}, { 'tags.yml': TAGS_YML });
      const { library: killed, dataDir, read } = created;
      const meta = await read('data/meta.json');
      await killed.suggestTags([], options);
      await killed.close();
      const entry = join(dataDir, 'history', '000001');
      await rename(`${entry}.json`, `${entry}.started`);
      if (!records) await writeFile(join(dataDir, 'meta.json'), meta);
      const library = await openLibrary({ dataDir, engine: 'exact', onWarning: () => {} });
      return { ...created, library, whole: await read('config/tags.yml') };
    }

    it('between tags.yml and the library, are applied as a whole by the same command', async () => {
      const { library, read, whole, dataDir } = await crashed({ records: false });
      const { changes } = await library.suggestTags([], options);
      expect(changes).toMatchObject({ tracks: 12, added: 12 });
      expect(await read('config/tags.yml')).toBe(whole);
      expect(tagsOf(library, '/music/peak 6.mp3')).toEqual(['Peak Hour']);
      expect(await readdir(join(dataDir, 'history'))).toEqual(['000001.json']);
      await library.undoTags();
      expect(await read('config/tags.yml')).toBe(TAGS_YML);
      await library.close();
    });

    it('leave a tags.yml that another program changed since', async () => {
      const { library, read, whole, root } = await crashed({ records: false });
      await writeFile(join(root, 'config', 'tags.yml'), `${whole}# later\n`);
      await expect(library.undoTags()).rejects.toThrow('No command that changed tags is left');
      expect(await read('config/tags.yml')).toBe(`${whole}# later\n`);
      await library.close();
    });

    it('that stopped only the end of the command, stay and can be undone', async () => {
      const { library, read } = await crashed({ records: true });
      expect(await library.undoTags()).toMatchObject({ restored: 12, conflicts: [] });
      expect(await read('config/tags.yml')).toBe(TAGS_YML);
      expect(tagsOf(library, '/music/peak 6.mp3')).toBeUndefined();
      await library.close();
    });
  });

  it('keep the last 100 changes', async () => {
    const { library, dataDir } = await libraryOf();
    const entry = JSON.stringify({ version: 1, command: 'edit', time: '', tracks: {}, files: [] });
    const folder = join(dataDir, 'history');
    await mkdir(folder);
    for (let i = 4; i < 106; i++) await writeFile(join(folder, `${String(i).padStart(6, '0')}.json`), entry);
    await library.changeTags('/music/peak 0.mp3', { add: ['Loud'] });
    const names = (await readdir(folder)).sort();
    expect([names.length, names.at(0), names.at(-1)]).toEqual([100, '000007.json', '000106.json']);
    await writeFile(join(folder, '000106.json'), '{');
    await expect(library.undoTags()).rejects.toThrow('000106.json is damaged');
    await library.close();
  });
});

describe('stored suggestions', () => {
  it('are in the form of the Python rbassist, and can be accepted, rejected and cleared', async () => {
    const { library, read } = await libraryOf();
    const { changes } = await library.suggestTags([], { margin: 0.01, save: true });
    expect(changes).toMatchObject({ tracks: 0, suggestions: 12, added: 0 });
    expect(library.track('/music/peak 6.mp3')?.tag_suggestions).toEqual({
      generated: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      params: { min_samples: 3, margin: 0.01, top: 3, prune_margin: 0, include_tagged: false },
      candidates: [{ tag: 'Peak Hour', score: expect.any(Number), threshold: expect.any(Number) }],
      low_confidence: [],
    });
    expect(tagsOf(library, '/music/peak 6.mp3')).toBeUndefined();
    expect(library.tagSuggestions()).toHaveLength(12);
    expect(library.tagSuggestions({ minConfidence: 2 })).toEqual([]);

    expect(await library.acceptTags({ track: '/music/peak 6.mp3' })).toMatchObject({ tracks: 1, added: 1 });
    expect(tagsOf(library, '/music/peak 6.mp3')).toEqual(['Peak Hour']);
    expect(library.track('/music/peak 6.mp3')?.tag_suggestions).toBeUndefined();
    await expect(library.acceptTags({ track: '/music/peak 6.mp3' })).rejects.toThrow('No tag is suggested');
    await expect(library.acceptTags({ track: '/music/peak 7.mp3', tags: ['Vocals'] })).rejects.toMatchObject({
      suggestions: ['Peak Hour'],
    });

    expect(await library.rejectTags({ track: '/music/peak 7.mp3', tags: ['peak hour'] })).toMatchObject({
      rejected: 1,
    });
    expect(library.track('/music/peak 7.mp3')?.tag_rejections).toEqual(['Peak Hour']);
    const again = await library.suggestTags([], { margin: 0.01 });
    expect(again.tracks.map(({ path }) => path)).not.toContain('/music/peak 7.mp3');
    await library.undoTags();
    expect(library.tagSuggestions().map(({ path }) => path)).toContain('/music/peak 7.mp3');

    expect(await library.clearTagSuggestions()).toMatchObject({ suggestions: 11, tracks: 0 });
    expect(await read('data/meta.json')).not.toContain('tag_suggestions');
    await library.close();
  });

  it('of all tracks can be accepted at once, above a score', async () => {
    const { library } = await libraryOf();
    await library.suggestTags([], { margin: 0.01, save: true });
    expect(await library.acceptTags({ minConfidence: 2 })).toMatchObject({ tracks: 0 });
    expect(await library.acceptTags({})).toMatchObject({ tracks: 12, added: 12, suggestions: 12 });
    expect(await library.validateTags()).toEqual([]);
    await library.close();
  });
});

describe('renameTag and removeTag', () => {
  it('change a tag on all tracks and in tags.yml, and undo puts all of it back', async () => {
    const shop = { '/music/warm 9.mp3': { tags: ['peak hour', 'shop'] } };
    const { library, read } = await libraryOf(shop, { 'tags.yml': TAGS_YML });
    expect(await library.renameTag('PEAK HOUR', ' Prime ')).toMatchObject({ tracks: 7, added: 6, removed: 6 });
    expect(tagsOf(library, '/music/peak 0.mp3')).toEqual(['Loud', 'Prime']);
    expect(library.track('/music/warm 9.mp3')?.tags).toEqual(['Prime', 'shop']);
    expect(await read('config/tags.yml')).not.toContain("- 'Peak Hour'");
    await library.undo();
    expect(tagsOf(library, '/music/peak 0.mp3')).toEqual(['Peak Hour']);
    expect(library.track('/music/warm 9.mp3')).toMatchObject(shop['/music/warm 9.mp3']);
    expect(await read('config/tags.yml')).toBe(TAGS_YML);
    await library.close();
  });

  it('merge tags and spellings', async () => {
    const records = {
      '/music/peak 0.mp3': { mytags: ['peak hour'] },
      '/music/peak 1.mp3': { mytags: ['Peak', 'Peak Hour'] },
    };
    const { library } = await libraryOf(records);
    expect(await library.validateTags()).toEqual([{ kind: 'spellings', tags: ['Peak Hour', 'peak hour'] }]);
    expect(await library.renameTag('peak hour', 'Peak Hour')).toMatchObject({ tracks: 1, added: 0, removed: 0 });
    expect(await library.validateTags()).toEqual([]);
    await library.renameTag('Peak', 'Peak Hour');
    expect(tagsOf(library, '/music/peak 1.mp3')).toEqual(['Peak Hour']);
    await expect(library.renameTag('Gone', 'Back')).rejects.toThrow('No track has the tag "Gone".');
    await expect(library.renameTag('Vocals', ' ')).rejects.toThrow(OptionError);
    await library.close();
  });

  it('remove a tag everywhere', async () => {
    const { library, read } = await libraryOf({}, { 'tags.yml': TAGS_YML });
    expect(await library.removeTag('vocals')).toMatchObject({ tracks: 6, removed: 6 });
    expect((await library.tagStats()).tags.map(({ tag }) => tag)).not.toContain('Vocals');
    expect(await read('config/tags.yml')).not.toContain('vocal 5.mp3');
    await library.close();
  });
});

describe('dropTagSuggestions, tagsOf', () => {
  it('forget suggestions without rejecting them, and clear all; undo brings them back', async () => {
    const { library } = await libraryOf();
    await library.suggestTags([], { margin: 0.01, save: true });
    const track = '/music/peak 6.mp3';
    expect(await library.dropTagSuggestions({ track })).toMatchObject({ suggestions: 1, rejected: 0, tracks: 0 });
    expect((await library.trackTags(track)).rejected).toEqual([]);
    expect(library.tagSuggestions()).toHaveLength(11);
    await library.undo();
    expect(library.tagSuggestions()).toHaveLength(12);
    await library.clearTagSuggestions();
    expect(library.tagSuggestions()).toEqual([]);
    await library.undo();
    expect(library.tagSuggestions()).toHaveLength(12);
    await library.close();
  });

  it('count tags of chosen tracks', async () => {
    const { library } = await libraryOf({ '/music/peak 1.mp3': { mytags: ['Loud', 'peak hour'], tags: ['shop'] } });
    expect(await library.tagsOf(['/music/peak 0.mp3', '/music/peak 1.mp3', '/music/peak 1.mp3'])).toEqual([
      { tag: 'Peak Hour', tracks: 2, isMine: true },
      { tag: 'Loud', tracks: 1, isMine: true },
      { tag: 'shop', tracks: 1, isMine: false },
    ]);
    await library.close();
  });
});

describe('uncertainTracks and evaluateTags', () => {
  it('rank untagged tracks and count right suggestions', async () => {
    const { library } = await libraryOf();
    const { tracks } = await library.uncertainTracks({ topK: 2 });
    expect(tracks).toHaveLength(2);
    expect(tracks[0].uncertainty).toBeGreaterThanOrEqual(tracks[1].uncertainty);
    expect(tracks.every(({ scores }) => scores.every(({ score }) => score <= 1.000001))).toBe(true);
    const evaluation = await library.evaluateTags({ precision: 0.8 });
    expect(evaluation).toMatchObject({ tracks: 18, precision: 1 });
    expect(await library.evaluateTags({ signal: AbortSignal.abort() })).toBeUndefined();
    await library.close();
  });

  it.each([undefined, 0.8])('stop while tags are learned, and store nothing (precision %s)', async (precision) => {
    const { library, read } = await libraryOf();
    const before = await read('data/meta.json');
    const run = () => {
      const controller = new AbortController();
      const stages: string[] = [];
      const onProgress = ({ stage }: { stage: string }) => {
        stages.push(stage);
        controller.abort();
      };
      return { stages, signal: controller.signal, onProgress };
    };
    const { stages, ...options } = run();
    const learning = { ...options, ...(precision !== undefined && { precision }) };
    expect(await library.suggestTags([], { ...learning, apply: true })).toMatchObject({
      interrupted: true,
      tracks: [],
    });
    expect(stages).toEqual(['tag-learning']);
    expect(await read('data/meta.json')).toBe(before);
    const { stages: others, ...evaluated } = run();
    expect(await library.evaluateTags({ ...evaluated, ...(precision !== undefined && { precision }) })).toBeUndefined();
    expect(others).toEqual(['tag-learning']);
    await library.close();
  });
});

describe('migrateTags', () => {
  it('copies tags, suggestions and rejections into the records, once', async () => {
    const suggestions = {
      version: '1.0',
      suggestions: { '/music/peak 6.mp3': { 'Peak Hour': 0.9, Odd: 'x' }, '/x': { a: 1 } },
    };
    const corrections = [
      { track: '/music/peak 7.mp3', tag: 'Peak Hour', action: 'rejected' },
      { track: '/music/peak 7.mp3', tag: 'Loud', action: 'rejected' },
      { track: '/music/peak 7.mp3', tag: 'Loud', action: 'accepted' },
      null,
    ];
    const { library, read } = await libraryOf(
      {},
      {
        'tags.yml': TAGS_YML,
        'ai_suggestions.json': JSON.stringify(suggestions),
        'tag_corrections.json': JSON.stringify(corrections),
      },
    );
    const before = await read('data/meta.json');
    const counts = { tracks: 1, tags: 1, suggestions: 1, rejected: 1, unknown: ['/music/gone.mp3', '/x'] };
    expect(await library.migrateTags({ dryRun: true })).toEqual(counts);
    expect(await read('data/meta.json')).toBe(before);
    expect(await library.migrateTags()).toEqual(counts);
    expect(tagsOf(library, '/music/peak 0.mp3')).toEqual(['Loud', 'Peak Hour']);
    expect(library.track('/music/peak 7.mp3')?.tag_rejections).toEqual(['Peak Hour']);
    expect(library.tagSuggestions()).toMatchObject([
      { path: '/music/peak 6.mp3', suggestions: [{ tag: 'Peak Hour' }] },
    ]);
    expect(await read('config/tags.yml')).toBe(TAGS_YML);
    expect(await library.migrateTags()).toMatchObject({ tracks: 0, suggestions: 0, rejected: 0 });
    await library.undoTags();
    expect(tagsOf(library, '/music/peak 0.mp3')).toEqual(['Peak Hour']);
    await library.close();
  });

  it('refuses a damaged file', async () => {
    const { library } = await libraryOf({}, { 'ai_suggestions.json': '{' });
    await expect(library.migrateTags()).rejects.toThrow('ai_suggestions.json is not valid JSON.');
    await library.close();
  });
});
