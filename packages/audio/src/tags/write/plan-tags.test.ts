import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { AudioFile } from '../../formats/audio-file.ts';
import { sniffFormat } from '../../formats/sniff-format.ts';
import { chunk, fixture, temporaryFile, wavFile } from '../../test-support.ts';
import { taggedFiles } from '../test-files.ts';
import {
  apeTag,
  box,
  COVER,
  flacBlock,
  flacParts,
  id3Frame,
  id3Tag,
  id3v1Tag,
  isSoundOgg,
  mpegFrames,
  oggPages,
  plain,
  unsynchronised,
  vorbisComments,
  withOpusComments,
} from '../test-tags.ts';
import { planTags } from './plan-tags.ts';

const FIELDS = { REPLAYGAIN_TRACK_GAIN: '-3.21 dB', REPLAYGAIN_TRACK_PEAK: '1.154782' };

/** Frames of {@link FIELDS}; in version 2.2 they are shorter. */
const gainFrames = (version: 2 | 3 | 4 = 3) =>
  Buffer.concat(
    Object.entries(FIELDS).map(([name, value]) =>
      id3Frame(version, version === 2 ? 'TXX' : 'TXXX', `\0${name}\0${value}`),
    ),
  );
const PICTURE = Buffer.concat([Buffer.from('\0image/png\0\x03\0'), COVER]);

async function edited(name: string, bytes: Uint8Array, fields: Record<string, string | undefined> = FIELDS) {
  const path = await temporaryFile(name, bytes);
  const file = await AudioFile.open(path);
  try {
    const parts: Uint8Array[] = [];
    let at = 0;
    for (const { start, end, bytes: added } of await planTags(file, await sniffFormat(path), fields)) {
      parts.push(bytes.subarray(at, start), added);
      at = end;
    }
    return Buffer.concat([...parts, bytes.subarray(at)]);
  } finally {
    await file.close();
  }
}

describe('ID3v2 tags', () => {
  const audio = mpegFrames();
  const title = id3Frame(3, 'TIT2', '\0Na\0\0me');

  it('get new frames at the start, and every other byte stays', async () => {
    const frames = [title, id3Frame(3, 'APIC', PICTURE), id3Frame(3, 'TCON', '\0(17)')];
    const wanted = Buffer.concat([id3Tag(3, [gainFrames(), ...frames]), audio]);
    expect((await edited('a.mp3', Buffer.concat([id3Tag(3, frames), audio]))).equals(wanted)).toBe(true);
    expect((await edited('b.mp3', wanted)).equals(wanted)).toBe(true);
  });

  it('take the space from their padding, all or none', async () => {
    const growth = gainFrames().length;
    for (const padding of [growth - 1, growth, growth + 1, 300_000]) {
      const after = await edited('a.mp3', Buffer.concat([id3Tag(3, [title, Buffer.alloc(padding)]), audio]));
      const left = Buffer.alloc(padding < growth ? padding : padding - growth);
      expect(after.equals(Buffer.concat([id3Tag(3, [gainFrames(), title, left]), audio]))).toBe(true);
    }
  });

  it('keep bytes in their padding, and bytes after the tag', async () => {
    const junk = Buffer.concat([Buffer.alloc(20), Buffer.from('junk'), Buffer.alloc(2000)]);
    const before = Buffer.concat([id3Tag(3, [title, junk]), Buffer.alloc(3000), audio]);
    const wanted = Buffer.concat([id3Tag(3, [gainFrames(), title, junk]), Buffer.alloc(3000), audio]);
    expect((await edited('a.mp3', before)).equals(wanted)).toBe(true);
  });

  it('lose gains of other programs, in any encoding and case, and never those of albums', async () => {
    const utf16 = (text: string) => Buffer.concat([Buffer.from('\xff\xfe', 'latin1'), Buffer.from(text, 'utf16le')]);
    const old = [
      id3Frame(3, 'TXXX', Buffer.concat([Buffer.of(1), utf16('replaygain_track_gain\0'), utf16('+4 dB')])),
      id3Frame(3, 'TXXX', '\0Replaygain_Track_Peak\x000.5\0'),
    ];
    const grouped = id3Frame(3, 'TXXX', 'G\0REPLAYGAIN_TRACK_PEAK\x000.6', { flags: 0x20 });
    const album = id3Frame(3, 'TXXX', '\0REPLAYGAIN_ALBUM_GAIN\0+1 dB');
    const encrypted = id3Frame(3, 'TXXX', '\0REPLAYGAIN_TRACK_PEAK\x000.7', { flags: 0x40 });
    const before = id3Tag(3, [old[0], title, old[1], album, grouped, encrypted]);
    const wanted = id3Tag(3, [gainFrames(), title, album, encrypted]);
    const after = await edited('a.mp3', Buffer.concat([before, audio]));
    expect(after.equals(Buffer.concat([wanted, audio]))).toBe(true);
  });

  it('of version 2.4 have synchsafe sizes, plain ones, or both', async () => {
    const big = (size?: (bytes: number) => Buffer) => id3Frame(4, 'APIC', PICTURE, size && { size });
    const old = id3Frame(4, 'TXXX', '\x03REPLAYGAIN_TRACK_GAIN\0+4 dB');
    const last = id3Frame(4, 'TPE1', '\x03Zo');
    for (const frames of [[big()], [big(plain)], [big(), big(plain)], [big(plain), big()]]) {
      const after = await edited('a.mp3', Buffer.concat([id3Tag(4, [...frames, old, last]), audio]));
      expect(after.equals(Buffer.concat([id3Tag(4, [gainFrames(4), ...frames, last]), audio]))).toBe(true);
    }
  });

  it('keep zeros at the end of a frame whose size can be read in two ways', async () => {
    // read as synchsafe, the frame ends in its zeros, which then look like padding
    const frame = id3Frame(4, 'GEOB', Buffer.concat([Buffer.alloc(200, 1), Buffer.alloc(0x200 - 200)]), {
      size: plain,
    });
    const after = await edited('a.mp3', Buffer.concat([id3Tag(4, [frame]), audio]));
    expect(after.equals(Buffer.concat([id3Tag(4, [gainFrames(4), frame]), audio]))).toBe(true);
  });

  it('may be unsynchronised, extended, or have a footer', async () => {
    const data = [title, id3Frame(3, 'GEOB', Buffer.from('00ff00ffe0ff', 'hex'))];
    const old = id3Frame(3, 'TXXX', '\0REPLAYGAIN_TRACK_GAIN\0+4 dB');
    const stuffed = (frames: readonly Buffer[]) => unsynchronised(Buffer.concat(frames));
    const extended = Buffer.concat([plain(6), Buffer.alloc(6)]);
    const cases = [
      [
        id3Tag(3, [stuffed([...data, old, ...data])], 0x80),
        id3Tag(3, [gainFrames(), stuffed([...data, ...data])], 0x80),
      ],
      [
        id3Tag(3, [extended, title, Buffer.alloc(500)], 0x40),
        id3Tag(3, [extended, gainFrames(), title, Buffer.alloc(500)], 0x40),
      ],
      [id3Tag(4, [id3Frame(4, 'TIT2', '\0Na')], 0x10), id3Tag(4, [gainFrames(4), id3Frame(4, 'TIT2', '\0Na')], 0x10)],
      [id3Tag(2, [id3Frame(2, 'TT2', '\0Na')]), id3Tag(2, [gainFrames(2), id3Frame(2, 'TT2', '\0Na')])],
      [id3Tag(3, [id3Frame(3, 'TT2\0', '\0Na')]), id3Tag(3, [gainFrames(), id3Frame(3, 'TT2\0', '\0Na')])],
    ];
    for (const [before, wanted] of cases) {
      const after = await edited('a.mp3', Buffer.concat([before, audio]));
      expect(after.equals(Buffer.concat([wanted, audio]))).toBe(true);
    }
  });

  it('that are damaged, compressed or carry a checksum are refused', async () => {
    const checksum = Buffer.concat([plain(10), Buffer.of(0x80, 0), Buffer.alloc(8)]);
    const compressed = id3Tag(2, [id3Frame(2, 'TT2', '\0Na')], 0x40);
    const badSize = id3Tag(3, [title]);
    badSize[6] = 0x80;
    for (const tag of [id3Tag(3, [checksum, title], 0x40), compressed, badSize]) {
      await expect(edited('a.mp3', Buffer.concat([tag, audio]))).rejects.toThrow(/^its ID3v2 tag/);
    }
  });

  it('may be several, or come with tags at the end; then all gains agree', async () => {
    const second = id3Tag(3, [id3Frame(3, 'TXXX', '\0REPLAYGAIN_TRACK_GAIN\0+4 dB'), title]);
    const [gain] = Object.entries(FIELDS).map(([name, value]) => id3Frame(3, 'TXXX', `\0${name}\0${value}`));
    const lyrics = Buffer.from('LYRICSBEGININD0000200000021LYRICS200');
    const ape = apeTag({ Title: 'Na', ReplayGain_Track_Gain: '+4 dB', 'Cover Art (Front)': 'x' });
    const last = id3Tag(4, [title, id3Frame(4, 'TXXX', '\0ReplayGain_Track_Gain\0+4 dB')], 0x10);
    const end = [lyrics, id3v1Tag('Na')];
    const before = Buffer.concat([id3Tag(3, [title]), second, audio, ape, last, ...end]);
    const [gain4] = Object.entries(FIELDS).map(([name, value]) => id3Frame(4, 'TXXX', `\0${name}\0${value}`));
    const wanted = [
      ...[id3Tag(3, [gainFrames(), title]), id3Tag(3, [gain, title]), audio],
      ...[apeTag({ Title: 'Na', ...FIELDS, 'Cover Art (Front)': 'x' }), id3Tag(4, [gain4, title], 0x10), ...end],
    ];
    expect((await edited('a.mp3', before)).equals(Buffer.concat(wanted))).toBe(true);
  });

  it('are added to a file without tags, but not to one with APEv2', async () => {
    const bare = Buffer.concat([audio, id3v1Tag('Na')]);
    expect((await edited('a.mp3', bare)).equals(Buffer.concat([id3Tag(3, [gainFrames()]), bare]))).toBe(true);
    const withApe = await edited('b.mp3', Buffer.concat([audio, apeTag({ Title: 'Na' })]));
    expect(withApe.equals(Buffer.concat([audio, apeTag({ Title: 'Na', ...FIELDS })]))).toBe(true);
  });
});

describe('FLAC files', () => {
  const { info, frames } = flacParts();
  const flac = (...blocks: readonly Buffer[]) => Buffer.concat([Buffer.from('fLaC'), ...blocks, frames]);
  const comments = (...more: readonly string[]) => vorbisComments('TITLE=Na', ...more);
  const gains = Object.entries(FIELDS).map(([name, value]) => `${name}=${value}`);

  it('use the padding for the comments, or grow', async () => {
    const old = comments('replaygain_track_gain=+4 dB', 'no equals sign');
    const wanted = comments(...gains, 'no equals sign');
    const growth = wanted.length - old.length;
    const cover = flacBlock(6, COVER);
    const padded = flac(flacBlock(0, info), flacBlock(4, old), cover, flacBlock(1, Buffer.alloc(growth + 5), true));
    const after = flac(flacBlock(0, info), flacBlock(4, wanted), cover, flacBlock(1, Buffer.alloc(5), true));
    expect((await edited('a.flac', padded)).equals(after)).toBe(true);
    const full = flac(flacBlock(0, info), cover, flacBlock(4, old, true));
    expect((await edited('b.flac', full)).equals(flac(flacBlock(0, info), cover, flacBlock(4, wanted, true)))).toBe(
      true,
    );
    const inPadding = flacBlock(1, Buffer.alloc(500, 'data of a program'), true);
    const kept = flac(flacBlock(0, info), flacBlock(4, old), inPadding);
    expect((await edited('c.flac', kept)).equals(flac(flacBlock(0, info), flacBlock(4, wanted), inPadding))).toBe(true);
  });

  it('without comments get some after the first block', async () => {
    const after = await edited('a.flac', flac(flacBlock(0, info, true)));
    expect(after.subarray(0, 42).equals(flac(flacBlock(0, info)).subarray(0, 42))).toBe(true);
    expect(after[42]).toBe(0x84);
    expect(after.subarray(-frames.length).equals(frames)).toBe(true);
  });

  it('are refused if their comments would exceed 16 MB or their blocks do not lead to the audio', async () => {
    const large = comments('x'.repeat(2 ** 24 - 40));
    await expect(edited('a.flac', flac(flacBlock(0, info), flacBlock(4, large, true)))).rejects.toThrow(/16 MB/);
    const lost = flac(flacBlock(0, info), flacBlock(4, comments(), true), Buffer.from('gap'));
    await expect(edited('b.flac', lost)).rejects.toThrow(/lead/);
  });
});

describe('Ogg files', () => {
  const R128 = { R128_TRACK_GAIN: '-3894', REPLAYGAIN_TRACK_GAIN: undefined };
  const NEW = 'R128_TRACK_GAIN=-3894';
  const opus = () => readFile(fixture('opus.opus'));

  it('keep their pages, or get more and renumber all of them', async () => {
    // a page has room for 65 024 bytes that end a packet
    for (const length of [10, 64_950, 64_969, 64_970, 64_980, 65_000, 130_000]) {
      const title = `TITLE=${'x'.repeat(length)}`;
      const before = withOpusComments(await opus(), vorbisComments(title, 'replaygain_track_gain=+4 dB'));
      const after = await edited('a.opus', before, R128);
      expect(after.equals(withOpusComments(await opus(), vorbisComments(title, NEW)))).toBe(true);
    }
    const grown = withOpusComments(await opus(), vorbisComments(`TITLE=${'x'.repeat(65_024 - 32)}`));
    const after = await edited('b.opus', grown, R128);
    expect(isSoundOgg(after)).toBe(true);
    expect(oggPages(after)).toHaveLength(oggPages(grown).length + 1);
  });

  it('that are chained in one file all get the gain', async () => {
    const one = withOpusComments(await opus(), vorbisComments('TITLE=Na'));
    const two = withOpusComments(await opus(), vorbisComments(`TITLE=${'x'.repeat(65_000)}`));
    const after = await edited('a.opus', Buffer.concat([one, two]), R128);
    const alone = await Promise.all([one, two].map((file) => edited('b.opus', file, R128)));
    expect(after.equals(Buffer.concat(alone))).toBe(true);
  });

  it('keep tags and junk after the pages, and are refused with junk between them', async () => {
    const one = withOpusComments(await opus(), vorbisComments('TITLE=Na'));
    for (const rest of [id3v1Tag('Na'), Buffer.alloc(3000), Buffer.from('bytes that are no page')]) {
      const after = await edited('a.opus', Buffer.concat([one, rest]), R128);
      expect(after.equals(Buffer.concat([await edited('c.opus', one, R128), rest]))).toBe(true);
    }
    const rest = Buffer.concat([one, Buffer.from('rest'), one]);
    await expect(edited('b.opus', rest, R128)).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('may hold FLAC', async () => {
    const before = await readFile(fixture('flac.ogg'));
    const after = await edited('flac.ogg', before);
    expect(isSoundOgg(after)).toBe(true);
    expect(after.includes('REPLAYGAIN_TRACK_GAIN=-3.21 dB')).toBe(true);
    expect(
      oggPages(after)
        .slice(2)
        .every((page, i) => page.equals(oggPages(before)[i + 2])),
    ).toBe(true);
  });
});

describe('WAV and AIFF files', () => {
  const options = { sampleRate: 8000, channelCount: 1, bits: 16, codec: 1, data: Buffer.alloc(2000, 7) };
  const tagChunk = (frames: readonly Buffer[]) => chunk('id3 ', id3Tag(3, frames));
  const sized = (wav: Buffer, size = wav.length - 8) => {
    const copy = Buffer.from(wav);
    copy.writeUInt32LE(size >>> 0, 4);
    return copy;
  };

  it('get a chunk at the end, and keep bytes after it', async () => {
    const wav = wavFile(options);
    const added = tagChunk([gainFrames()]);
    const tail = Buffer.from('tail');
    const wanted = Buffer.concat([sized(wav, wav.length - 8 + added.length), added, tail]);
    expect((await edited('a.wav', Buffer.concat([wav, tail]))).equals(wanted)).toBe(true);
  });

  it('whose samples take the rest of the file get the chunk before them', async () => {
    for (const dataSize of [0, 0xffffffff, 999_999]) {
      const wav = sized(wavFile({ ...options, dataSize }), dataSize === 999_999 ? 1_000_035 : dataSize);
      const after = await edited('a.wav', wav);
      expect(after.subarray(-2000).equals(options.data)).toBe(true);
      expect(after.indexOf('id3 ')).toBeLessThan(after.indexOf('data'));
    }
  });

  it('may lack a byte of padding at the end', async () => {
    const wav = wavFile({ ...options, bits: 8, data: Buffer.alloc(2001, 7) });
    const short = sized(wav.subarray(0, -1));
    const added = tagChunk([gainFrames()]);
    expect((await edited('a.wav', short)).equals(sized(Buffer.concat([wav, added])))).toBe(true);
  });

  it('keep a tag in its place and its padding', async () => {
    const wav = wavFile({ ...options, before: tagChunk([id3Frame(3, 'TIT2', '\0Na'), Buffer.alloc(300)]) });
    const left = Buffer.alloc(300 - gainFrames().length);
    const wanted = wavFile({ ...options, before: tagChunk([gainFrames(), id3Frame(3, 'TIT2', '\0Na'), left]) });
    expect((await edited('a.wav', wav)).equals(wanted)).toBe(true);
  });
});

describe('MP4 files', () => {
  const files = taggedFiles();
  const offsetOf = (bytes: Buffer) => bytes.readUInt32BE(bytes.indexOf('stco') + 12);

  it.each([
    ['', Buffer.alloc(0)],
    [', also after an ID3v2 tag', id3Tag(3, [id3Frame(3, 'APIC', Buffer.concat([PICTURE, PICTURE]))])],
  ])('move the samples and their offsets, and keep bytes after the last box%s', async (_, front) => {
    const before = Buffer.concat([front, files['tail.m4a']]);
    const after = await edited('a.m4a', before);
    const growth = after.length - before.length;
    expect(growth).toBeGreaterThan(0);
    expect(offsetOf(after)).toBe(offsetOf(before) + growth);
    const media = before.subarray(before.indexOf('mdat'));
    expect(after.subarray(-media.length).equals(media)).toBe(true);
  });

  it('take the space from free space after the header', async () => {
    const whole = files['moov-first.m4a'];
    const media = whole.indexOf('mdat') - 4;
    const free = box('free', Buffer.alloc(1000));
    const before = Buffer.concat([whole.subarray(0, media), free, whole.subarray(media)]);
    before.writeUInt32BE(offsetOf(whole) + free.length, before.indexOf('stco') + 12);
    const after = await edited('a.m4a', before);
    expect(after.length).toBe(before.length);
    expect(after.subarray(media + free.length).equals(before.subarray(media + free.length))).toBe(true);
  });

  it('with fragments are refused if the fragments would move away from their stated positions', async () => {
    const whole = files['moov-first.m4a'];
    const fragment = (flags: number) => box('moof', box('traf', box('tfhd', plain(flags), plain(1), Buffer.alloc(8))));
    await expect(edited('a.m4a', Buffer.concat([whole, fragment(1)]))).rejects.toThrow(/fragment/);
    await expect(edited('b.m4a', Buffer.concat([whole, fragment(0x20000)]))).resolves.toBeDefined();
  });
});
