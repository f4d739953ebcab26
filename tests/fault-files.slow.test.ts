import { cp, mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasFfmpeg } from './support/ffmpeg.ts';
import { knownRecords, scanLibrary } from './support/library.ts';
import { rbassist } from './support/rbassist.ts';

const FAULTS = fileURLToPath(new URL('fixtures/faults/audio/', import.meta.url));

/** Files with their unusual part, length in seconds, and the values that a scan must store. */
const FILES: [file: string, odd: string, seconds: number, stored: TrackRecord][] = [
  ['acdc-v23.mp3', 'a slash in an ID3v2.3 artist', 12.07, { artist: 'AC/DC', title: 'POP/STARS' }],
  ['apev2-stale-beside-id3v2.mp3', 'an older APEv2 tag', 12.07, { artist: 'New artist', title: 'New title', bpm: 126 }],
  ['apev2-title.mp3', 'an APEv2 tag alone', 12.07, { title: 'Ape title' }],
  ['five-streams.stem.mp4', 'five streams, the first is the master', 12, {}],
  ['id3-before.aiff', 'an ID3v2 tag before FORM', 4.54, { artist: 'Prefix', title: 'prefixed' }],
  ['id3-before.ogg', 'an ID3v2 tag before the first page', 12, { artist: 'Prefix', title: 'prefixed' }],
  ['id3-before.opus', 'an ID3v2 tag before the first page', 12, { artist: 'Prefix', title: 'prefixed' }],
  ['id3-before.wav', 'an ID3v2 tag before RIFF', 5.67, { artist: 'Prefix', title: 'prefixed' }],
  ['id3v23-three-letter-ids.mp3', 'ID3v2.2 frame names in ID3v2.3', 12.07, { artist: 'W', title: 'Wrong' }],
  [
    'id3v23-unsync.mp3',
    'a tag unsynchronised as a whole',
    12.07,
    { artist: 'Ärtist', title: 'Ünsync', bpm: 126, key: '8A' },
  ],
  ['id3v24-plain-sizes-comment.mp3', 'plain frame sizes in ID3v2.4', 12.07, { artist: 'Artist', title: 'Comment' }],
  [
    'id3v24-plain-sizes-cover-first.mp3',
    'plain frame sizes in ID3v2.4',
    12.07,
    { artist: 'Artist', title: 'Pic first' },
  ],
  [
    'id3v24-plain-sizes-cover-mid.mp3',
    'plain frame sizes in ID3v2.4',
    12.07,
    { artist: 'After picture', title: 'iTunes sizes' },
  ],
  ['id3v24-plain-sizes-serato.mp3', 'plain frame sizes in ID3v2.4', 12.07, { artist: 'Artist', title: 'Serato' }],
  ['itunnorm-first.mp3', 'iTunNORM before the comment', 12.07, { artist: 'A', comments: '8A - Energy 6' }],
  ['mp3-mono22-then-stereo44.mp3', 'a change of rate and channels', 12.1, {}],
  ['mp3-stereo44-then-mono22.mp3', 'a change of rate and channels', 12.1, {}],
  ['ogg-starts-at-1s.ogg', 'positions that begin at 1 s', 12, {}],
  ['opus-comment-5000-bytes.opus', 'comments over two pages', 12, {}],
  ['opus-front-pages-cut.opus', 'no pages of the first 3 s', 9, {}],
  ['opus-starts-at-1h.opus', 'positions that begin at 1 h', 12, {}],
  ['tbpm-1,285.mp3', 'a tempo tag of 1,285', 12.07, { bpm: 128.5 }],
  ['tbpm-12593.mp3', 'a tempo tag of 12593', 12.07, { bpm: 125.93 }],
  ['tbpm-999.mp3', 'a tempo tag of 999', 12.07, { bpm: 126 }],
  ['xing-frames-x10.mp3', 'a Xing header with ten times the frames', 12.07, {}],
];

/** Files that only ffmpeg can read. */
const NEED_FFMPEG = ['five-streams.stem.mp4'];

const ffmpeg = await hasFfmpeg();

describe.each([
  ['with ffmpeg', true],
  ['without ffmpeg', false],
])('a scan of odd files %s', (_, useFfmpeg) => {
  let records: Record<string, TrackRecord>;

  beforeAll(async () => {
    if (useFfmpeg && !ffmpeg) return;
    if (!useFfmpeg) vi.stubEnv('RBASSIST_FFMPEG', join(FAULTS, 'no-such-ffmpeg'));
    const music = join(await temporaryFolder('fault-files'), 'music');
    await cp(FAULTS, music, { recursive: true });
    const dataDir = join(music, '..', 'data');
    await scanLibrary(dataDir, [music], { analyze: true });
    const byPath = await knownRecords(dataDir);
    records = Object.fromEntries(Object.entries(byPath).map(([path, record]) => [basename(path), record]));
  }, 120_000);
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  const listed = FILES.filter(([file]) => useFfmpeg || !NEED_FFMPEG.includes(file));
  it.skipIf(useFfmpeg && !ffmpeg).each(listed)('%s: %s', (file, _odd, seconds, stored) => {
    const record = records[file]!;
    expect(record.error).toBeUndefined();
    expect(record).toMatchObject(stored);
    expect(Math.abs(record.duration! - seconds), `${record.duration} s`).toBeLessThan(0.1);
    expect(record.tempos?.length).toBeGreaterThan(0);
    expect(record.embedding).toBeDefined();
  });
});

describe('unusual files after a scan', () => {
  it('keep all tags and the sound after normalize, or are refused', async () => {
    const folder = await temporaryFolder('fault-tags');
    const music = join(folder, 'music');
    await cp(FAULTS, music, { recursive: true });
    await rbassist('normalize', music, '--data-dir', join(folder, 'data'));
    for (const [file] of FILES.filter(([name]) => name.endsWith('.mp3'))) {
      const before = await readFile(join(FAULTS, file));
      const after = await readFile(join(music, file));
      for (const part of framesOf(before)) expect(after.includes(part), file).toBe(true);
    }
  });

  it('without tags and with the same name are not duplicates', async () => {
    const folder = await temporaryFolder('fault-dups');
    await mkdir(join(folder, 'music'));
    await cp(join(FAULTS, 'dups'), join(folder, 'music'), { recursive: true });
    const dataDir = join(folder, 'data');
    await scanLibrary(dataDir, [join(folder, 'music')], { analyze: true });
    const { stdout } = await rbassist('dup-check', '--json', '--data-dir', dataDir);
    expect(JSON.parse(stdout)).toMatchObject({ groups: [] });
  });
});

/** Splits an MP3 into its sound and its ID3v2 frames, for any kind of frame size: cuts at every possible frame name. */
function framesOf(bytes: Buffer): Buffer[] {
  // gains may also be in an APEv2 tag
  const ape = bytes.indexOf('APETAGEX');
  const end = ape < 0 ? bytes.length : ape;
  if (bytes.toString('latin1', 0, 3) !== 'ID3') return [bytes.subarray(0, end)];
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + bytes[at]!, 0);
  const tag = bytes.subarray(10, 10 + size);
  const starts = [...tag.toString('latin1').matchAll(/[A-Z][A-Z0-9]{3}|T[A-Z]{2}\0/g)]
    .map(({ index }) => index)
    .filter((at) => tag[at + 4] === 0 && tag[at + 5] === 0 && tag[at + 8]! < 16);
  const frames = starts.map((at, i) => tag.subarray(at, starts[i + 1] ?? endOfFrames(tag)));
  return [...frames, bytes.subarray(10 + size, end)];
}

function endOfFrames(tag: Buffer): number {
  let end = tag.length;
  while (end > 0 && tag[end - 1] === 0) end--;
  return end;
}
