import type { AudioTags } from '@rbassist/audio';
import type { TrackRecord } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { findMoved, type MissingTrack, type MoveFindings } from './find-moved.ts';
import type { CandidateFile } from './move-candidates.ts';

const SHA1 = 'a'.repeat(40);

interface FileThere extends Partial<CandidateFile> {
  sha1?: string;
  tags?: AudioTags;
  record?: TrackRecord;
}

async function find(
  lost: Record<string, TrackRecord>,
  there: Record<string, FileThere>,
  isRootMissing = false,
): Promise<MoveFindings & { read: string[] }> {
  const read: string[] = [];
  const tracks: MissingTrack[] = Object.entries(lost).map(([path, record]) => ({ path, record, isRootMissing }));
  const files = Object.entries(there).map(([path, { size = 1, signature = `9_${size}`, record }]) => ({
    path,
    size,
    signature,
    hasRecord: record !== undefined,
  }));
  const found = await findMoved(tracks, files, {
    record: (path) => there[path].record,
    sha1: async (path) => {
      read.push(path);
      return there[path].sha1;
    },
    tags: async (path) => there[path].tags,
  });
  return { ...found, read };
}

const ours = (signature: string): TrackRecord => ({ embedding_signature: signature, duration: 300 });

describe('findMoved', () => {
  it.each<[string, string, TrackRecord, FileThere]>([
    ['spelling', '/music/E\u0301.mp3', {}, {}],
    ['name and signature', '/old/É.mp3', ours('5_70'), { signature: '5_70', size: 70 }],
    [
      'signature and duration',
      '/old/other.mp3',
      ours('5_70'),
      { signature: '5_70', size: 70, tags: { durationS: 300.1 } },
    ],
    ['sha-1', '/old/other.mp3', { sig_bpmkey: SHA1 }, { sha1: SHA1 }],
    ['name and size', 'D:\\old\\É.mp3', ours('5_70'), { signature: '6_70', size: 70 }],
    ['name and duration', '/old/É.mp3', { duration: 300 }, { tags: { durationS: 299.9 } }],
    ['name and tags', 'É.mp3', { artist: 'A', title: 'B' }, { tags: { artist: 'a', title: 'b' } }],
  ])('goes by %s', async (by, from, record, file) => {
    const to = '/music/É.mp3';
    expect(await find({ [from]: record }, { [to]: file, '/music/else.mp3': {} })).toMatchObject({
      moved: [{ from, to, by }],
      unclear: [],
    });
  });

  it.each<[string, TrackRecord, FileThere]>([
    ['a name alone', {}, { tags: {} }],
    ['another duration', { duration: 300 }, { tags: { durationS: 300.3 } }],
    ['another title', { duration: 300, title: 'Intro' }, { tags: { durationS: 300, title: 'Outro' } }],
    ['a signature of another sound', { ...ours('5_70'), title: 'x' }, { signature: '6_71', tags: { durationS: 9 } }],
  ])('does not go by %s', async (_, record, file) => {
    expect(await find({ '/old/a.mp3': record }, { '/music/a.mp3': file })).toMatchObject({ moved: [], unclear: [] });
  });

  it.each<[string, TrackRecord, string, FileThere, boolean]>([
    ['a fine time', {}, '1700000000123456789_70', {}, true],
    ["a time in whole seconds, as an archive's", {}, '1700000000000000000_70', {}, false],
    ['the same bytes', { sig_bpmkey: SHA1 }, '1700000000000000000_70', { sha1: SHA1 }, true],
    ['other bytes', { sig_bpmkey: SHA1 }, '1700000000123456789_70', { sha1: 'b'.repeat(40) }, false],
  ])('finds a renamed file whose title was its name by %s', async (_, stored, signature, file, isFound) => {
    const record = { ...ours(signature), title: 'kick', ...stored };
    const there = { '/m/snare.wav': { size: 70, signature, tags: { title: 'snare', durationS: 300 }, ...file } };
    expect((await find({ '/m/kick.wav': record }, there)).moved).toHaveLength(isFound ? 1 : 0);
  });

  it('does not guess between files, unless one is in a folder of the same name', async () => {
    const file: FileThere = { signature: '5_70', size: 70 };
    const two = { '/x/a.mp3': file, '/y/a.mp3': file };
    const record = ours('5_70');
    expect(await find({ '/old/a.mp3': record }, two)).toMatchObject({
      moved: [],
      unclear: [{ path: '/old/a.mp3', candidates: ['/x/a.mp3', '/y/a.mp3'] }],
    });
    expect(await find({ '/old/Y/a.mp3': record }, two)).toMatchObject({ moved: [{ to: '/y/a.mp3' }], unclear: [] });
  });

  it('does not give a file to two tracks, unless they are spellings of one or one has better evidence', async () => {
    const file: FileThere = { signature: '5_70', size: 70, tags: { durationS: 300 } };
    const there = { '/new/a.mp3': file };
    const record = ours('5_70');
    const two = await find({ '/old/a.mp3': record, '/older/a.mp3': record }, there);
    expect(two.moved).toEqual([]);
    expect(two.unclear.map(({ path }) => path)).toEqual(['/old/a.mp3', '/older/a.mp3']);
    expect((await find({ 'c:\\old\\a.mp3': record, 'C:/old/a.mp3': record }, there)).moved).toHaveLength(2);
    const better = await find({ '/old/a.mp3': record, '/older/a.mp3': { duration: 300 } }, there);
    expect(better.moved).toMatchObject([{ from: '/old/a.mp3' }]);
    expect(better.unclear).toMatchObject([{ path: '/older/a.mp3' }]);
  });

  it('accepts a file with its own record only if that record is newer', async () => {
    const there = (record: TrackRecord) => ({ '/new/a.mp3': { signature: '5_70', size: 70, record } });
    const record = { ...ours('5_70'), added: '2024-01-02', cues: [] };
    const moves = async (known: TrackRecord, isRootMissing = false) =>
      (await find({ '/old/a.mp3': record }, there(known), isRootMissing)).moved.length;
    expect(await moves({ added: '2024-01-03' })).toBe(1);
    expect(await moves({ added: '2024-01-03' }, true)).toBe(1);
    expect(await moves({ added: '2024-01-01' })).toBe(0);
    expect(await moves({})).toBe(1);
    expect(await moves({}, true)).toBe(0);
    // left by a killed run
    expect(await moves({ ...record, embedding: 'new.npy' }, true)).toBe(1);
  });

  it('reads as few whole files as possible', async () => {
    const there: Record<string, FileThere> = {
      '/new/a.mp3': { size: 70, sha1: SHA1 },
      '/new/b.mp3': { size: 71 },
      '/new/c.flac': { size: 70 },
    };
    const sized: TrackRecord = { sig_bpmkey: SHA1, sig_bpmkey_fast: '1_70' };
    expect((await find({ '/old/x.mp3': sized }, there)).read.sort()).toEqual(['/new/a.mp3', '/new/c.flac']);
    expect((await find({ '/old/a.mp3': { sig_bpmkey: SHA1 } }, there)).read).toEqual(['/new/a.mp3']);
    expect((await find({ '/old/x.mp3': { sig_bpmkey: SHA1 } }, there)).read.sort()).toEqual([
      '/new/a.mp3',
      '/new/b.mp3',
    ]);
  });

  it('stops after an abort', async () => {
    const reader = { record: () => undefined, sha1: async () => undefined, tags: async () => undefined };
    const lost = [{ path: '/a.mp3', record: {}, isRootMissing: false }];
    await expect(findMoved(lost, [], reader, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});
