import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { AudioFile } from '../../formats/audio-file.ts';
import { sniffFormat } from '../../formats/sniff-format.ts';
import { fixture, TAGGABLE_FIXTURES } from '../../test-support.ts';
import { replayGainFields } from '../replay-gain.ts';
import { taggedFiles } from '../test-files.ts';
import { id3Frame, id3Tag, numbered, oggPages, vorbisComments, withOpusComments } from '../test-tags.ts';
import { planTags } from '../write/plan-tags.ts';
import { applySplices, type Splice } from '../write/splice.ts';
import { differingPart } from './verify-copy.ts';

const GAIN = { loudnessLufs: -7.79, truePeakDb: 1.25, targetLufs: -11 };
const FLIPS = 40;
/** A title that fills one page of comments. */
const ONE_PAGE = 65_025 - 45;

/** A file and its tagged copy. */
async function taggedCopy(name: string, bytes?: Buffer) {
  const folder = await temporaryFolder();
  const [path, copy] = [join(folder, name), join(folder, 'copy')];
  await writeFile(path, bytes ?? (await readFile(fixture(name))));
  await copyFile(path, copy);
  const format = await sniffFormat(path);
  const fields = replayGainFields(GAIN, format);
  const file = await AudioFile.open(path);
  const splices = await planTags(file, format, fields);
  await applySplices(file, copy, splices);
  await file.close();
  /** Checks the copy, or other bytes instead. */
  const check = async (other?: Uint8Array) => {
    if (other) await writeFile(copy, other);
    return differingPart(path, copy, format, fields);
  };
  return { before: await readFile(path), after: await readFile(copy), splices, check };
}

/** Offsets in the copy of bytes that the writer must not change, spread over the file. */
function keptPlaces(splices: readonly Splice[], bytes: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < FLIPS; i++) {
    const at = Math.floor(((i + 0.5) * bytes) / FLIPS);
    if (splices.some(({ start, end }) => at >= start && at < end)) continue;
    const earlier = splices.filter(({ end }) => end <= at);
    places.push(at + earlier.reduce((sum, splice) => sum + splice.bytes.length - (splice.end - splice.start), 0));
  }
  return places;
}

const without = (bytes: Buffer, start: number, end: number) =>
  Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);

describe('differingPart', () => {
  it.each([...TAGGABLE_FIXTURES, 'flac.ogg', 'sowt.aifc'].map((name) => [name] as const))(
    'finds one changed bit of %s, and nothing in the writer’s copy',
    (name) => expectEveryBit(name),
  );

  it.each(Object.entries(taggedFiles()))(
    'finds one changed bit of %s with tags, and nothing in the writer’s copy',
    expectEveryBit,
  );

  async function expectEveryBit(name: string, bytes?: Buffer): Promise<void> {
    const { before, after, splices, check } = await taggedCopy(name, bytes);
    expect(await check()).toBeUndefined();
    for (const at of keptPlaces(splices, before.length)) {
      const flipped = Buffer.from(after);
      flipped[at] ^= 1;
      expect(await check(flipped), `byte ${at}`).toBeDefined();
    }
    expect(await check(after.subarray(0, -1))).toBeDefined();
    expect(await check(before)).toMatch(/^field /);
    expect(await check(after)).toBeUndefined();
  }

  it('finds a frame that is missing, cut, moved or doubled', async () => {
    const { after, check } = await taggedCopy('tags.mp3', taggedFiles()['id3v23.mp3']);
    const at = (id: string) => after.indexOf(id);
    const [picture, data] = [after.subarray(at('APIC'), at('GEOB')), after.subarray(at('GEOB'), at('PRIV'))];
    const resized = (body: Buffer) => {
      const copy = Buffer.from(body);
      const size = copy.length - after.length + (after[8] << 7) + after[9];
      copy[8] = size >> 7;
      copy[9] = size & 127;
      return copy;
    };
    expect(await check(resized(without(after, at('APIC'), at('GEOB'))))).toContain('frame');
    expect(await check(resized(without(after, at('APIC') + 50, at('APIC') + 60)))).toBeDefined();
    const parts = [after.subarray(0, at('APIC')), data, picture, after.subarray(at('PRIV'))];
    expect(await check(Buffer.concat(parts))).toContain('frame');
    const twice = [after.subarray(0, at('GEOB')), picture, after.subarray(at('GEOB'))];
    expect(await check(resized(Buffer.concat(twice)))).toContain('frame');
  });

  it('finds a large frame of plain size that was cut as if its size were synchsafe', async () => {
    const { after, check } = await taggedCopy('plain.mp3', taggedFiles()['id3v24-plain-sizes.mp3']);
    const picture = after.indexOf('APIC');
    const size = after.readUInt32BE(picture + 4);
    const synchsafe = (size & 127) | ((size >> 1) & 0x3f80 & ~127);
    expect(synchsafe).toBeLessThan(size);
    expect(await check(without(after, picture + 10 + synchsafe, picture + 10 + size))).toBeDefined();
  });

  it('finds a gain that is missing, wrong or doubled', async () => {
    const { after, check } = await taggedCopy('gain.mp3', taggedFiles()['id3v23-padded.mp3']);
    const renamed = Buffer.from(after);
    renamed.write('X', after.indexOf('REPLAYGAIN_TRACK_PEAK'));
    expect(await check(renamed)).toBeDefined();
    const wrong = Buffer.from(after);
    wrong.write('9', after.indexOf('-3.21') + 1);
    expect(await check(wrong)).toBe('field REPLAYGAIN_TRACK_GAIN');
    const frame = id3Frame(3, 'TXXX', '\0REPLAYGAIN_TRACK_GAIN\0-3.21 dB');
    const twice = Buffer.concat([after.subarray(0, 10), frame, after.subarray(10)]);
    // the padding makes room for it
    const padding = twice.lastIndexOf(Buffer.alloc(500));
    expect(await check(without(twice, padding, padding + frame.length))).toContain('twice');
  });

  it.each([
    ['', Buffer.alloc(0)],
    [', also after an ID3v2 tag', id3Tag(3, [id3Frame(3, 'PRIV', Buffer.alloc(20_000))])],
  ])('finds sample offsets that were not moved%s', async (_, front) => {
    const bytes = Buffer.concat([front, taggedFiles()['moov-first.m4a']]);
    const { before, after, check } = await taggedCopy('moved.m4a', bytes);
    expect(await check()).toBeUndefined();
    expect(after.length).toBeGreaterThan(before.length);
    const stale = Buffer.from(after);
    before.copy(stale, after.indexOf('stco'), before.indexOf('stco'), before.indexOf('stco') + 16);
    expect(await check(stale)).toContain('stco');
  });

  it('finds Ogg pages that were not renumbered, and a wrong checksum', async () => {
    const title = `TITLE=${'x'.repeat(ONE_PAGE)}`;
    const original = withOpusComments(await readFile(fixture('opus.opus')), vorbisComments(title));
    const { before, after, check } = await taggedCopy('long.opus', original);
    const pages = oggPages(after);
    expect(pages.length).toBe(oggPages(before).length + 1);
    const stale = pages.map((page, i) => (i > 2 ? numbered(page, i - 1) : page));
    expect(await check(Buffer.concat(stale))).toContain('page');
    const broken = Buffer.from(pages[1]);
    broken[22] ^= 1;
    expect(await check(Buffer.concat([pages[0], broken, ...pages.slice(2)]))).toBeDefined();
  });

  it('finds FLAC blocks that lead past the audio', async () => {
    const { after, check } = await taggedCopy('blocks.flac', taggedFiles()['full.flac']);
    const unended = Buffer.from(after);
    unended[after.indexOf(Buffer.of(0x84))] = 4;
    expect(await check(unended)).toBeDefined();
  });
});
