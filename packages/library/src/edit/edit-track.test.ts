import { join } from 'node:path';
import { mayReplace, NotFoundError, OptionError, valueDigest } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { TrackEdit } from './edit-track.ts';

const TRACK = '/music/a.mp3';
const CUES = [{ name: 'Drop', type: 0, num: 0, start: 30.12345 }];
const MEASURED = {
  bpm: 128,
  bpm_confidence: 0.9,
  key: '8A',
  key_name: 'A minor',
  key_confidence: 0.8,
  cues: CUES,
  analysis_wrote: { bpm: valueDigest(128), key: valueDigest('8A'), cues: valueDigest(CUES) },
};

let dataDir: string;
let library: Library;

beforeEach(async () => {
  dataDir = await temporaryFolder('edit');
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  meta.update(TRACK, MEASURED);
  await meta.close();
  library = await openLibrary({ dataDir });
});
afterEach(async () => {
  await library.close();
});

describe('Library.edit', () => {
  it('sets values that no analysis replaces, even if they equal the measured ones', async () => {
    const tempos = [{ inizio_sec: 0.1, bpm: 128, metro: '4/4', battito: 1 }];
    const record = await library.edit(TRACK, { bpm: 128, key: 'Am', cues: CUES, tempos, rating: 4, tags: ['warm-up'] });
    expect(record).toMatchObject({ bpm: 128, key: '8A', key_name: 'A minor', rating: 4, tags: ['warm-up'], tempos });
    expect(record.cues).toEqual([{ ...CUES[0], start: 30.123, end: 30.123 }]);
    expect(record).not.toHaveProperty('bpm_confidence');
    for (const field of ['bpm', 'key', 'cues', 'tempos'] as const) expect(mayReplace(record, field)).toBe(false);
  });

  it('does not restore cues that the user removed', async () => {
    const record = await library.edit(TRACK, { cues: [] });
    expect(record.cues).toEqual([]);
    expect(mayReplace(record, 'cues')).toBe(false);
  });

  it('removes a value with null, so that it may be measured again', async () => {
    const record = await library.edit(TRACK, { bpm: null, cues: null });
    expect(record).not.toHaveProperty('bpm');
    expect(mayReplace(record, 'bpm')).toBe(true);
    expect(mayReplace(record, 'cues')).toBe(true);
  });

  it('leaves other values as they are, and saves', async () => {
    await library.edit(TRACK, { rating: 2 });
    await library.close();
    library = await openLibrary({ dataDir });
    expect(library.track(TRACK)).toEqual({ ...MEASURED, rating: 2 });
  });

  it.each<[string, unknown]>([
    ['an unknown value', { stars: 3 }],
    ['a rating of six', { rating: 6 }],
    ['an invalid key', { key: 'H#' }],
    ['a tempo of zero', { bpm: 0 }],
    ['a BPM that is not a number', { bpm: Number.NaN }],
    ['tags as a string', { tags: 'warm-up' }],
    ['a cue without a start', { cues: [{ name: 'A', type: 0, num: 0 }] }],
    ['a cue before the track', { cues: [{ ...CUES[0], start: -1 }] }],
    ['a cue with an unknown member', { cues: [{ ...CUES[0], colour: 'red' }] }],
    ['a grid without a tempo', { tempos: [{ inizio_sec: 0 }] }],
    ['no object', 'rating'],
  ])('refuses %s', async (_, values) => {
    await expect(library.edit(TRACK, values as TrackEdit)).rejects.toThrow(OptionError);
    expect(library.track(TRACK)).toEqual(MEASURED);
  });

  it('throws for a track that the library does not have', async () => {
    await expect(library.edit('/music/b.mp3', { rating: 1 })).rejects.toThrow(NotFoundError);
  });
});

describe('Library.editAll', () => {
  it('sets a value of many tracks as one change, and undoes it as one', async () => {
    const meta = ['/music/b.mp3', '/music/c.mp3'];
    await library.close();
    const store = await openMetaStore(join(dataDir, 'meta.json'));
    for (const path of meta) store.update(path, { rating: 1 });
    await store.close();
    library = await openLibrary({ dataDir });
    expect(await library.editAll([TRACK, ...meta, TRACK], { rating: 5 })).toEqual({ changed: 3 });
    expect(await library.editAll([TRACK], { rating: 5 })).toEqual({ changed: 0 });
    expect(await library.history()).toMatchObject([{ fields: ['rating'], paths: [TRACK, ...meta] }]);
    expect(await library.undo()).toMatchObject({ restored: 3 });
    expect([TRACK, ...meta].map((path) => library.track(path)?.rating)).toEqual([undefined, 1, 1]);
  });

  it('changes nothing if one of the tracks is unknown', async () => {
    await expect(library.editAll([TRACK, '/music/none.mp3'], { rating: 5 })).rejects.toThrow(NotFoundError);
    expect(library.track(TRACK)).not.toHaveProperty('rating');
  });
});
