import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import {
  apeTag,
  commentFrame,
  type Id3Layout,
  id3v1,
  id3v2,
  mp4FreeformItem,
  mp4Item,
  pictureFrame,
  syncsafe,
  textFrame,
  userTextFrame,
  vorbisComment,
  withMp4Items,
  withSecondPacket,
  withVorbisComment,
} from '@rbassist/testing/tags';
import { describe, expect, it } from 'vitest';
import { chunk, fixture, temporaryFile, wavFile } from '../test-support.ts';
import { type AudioTags, readTags } from './read-tags.ts';

/** MPEG frames without any tag. */
const frames = readFile(fixture('no-xing.mp3')).then((bytes) => bytes.subarray(bytes.indexOf(0xff)));

async function mp3(front: Uint8Array, end: Uint8Array = Buffer.alloc(0)): Promise<AudioTags> {
  return readTags(await temporaryFile('x.mp3', Buffer.concat([front, await frames, end])));
}

/** A typical tag in all versions. */
const usual = (layout: Id3Layout) =>
  id3v2(
    [
      textFrame(layout.version === 2 ? 'TT2' : 'TIT2', 'Überÿ und x'),
      textFrame(layout.version === 2 ? 'TP1' : 'TPE1', 'Ärtist'),
      textFrame(layout.version === 2 ? 'TBP' : 'TBPM', '126', 'latin1'),
      textFrame(layout.version === 2 ? 'TKE' : 'TKEY', 'Am', 'latin1'),
      commentFrame('y'.repeat(200), { id: layout.version === 2 ? 'COM' : 'COMM' }),
      textFrame(layout.version === 2 ? 'TAL' : 'TALB', 'Last'),
    ],
    layout,
  );
const USUAL = { title: 'Überÿ und x', artist: 'Ärtist', bpm: 126, key: 'Am', comments: 'y'.repeat(200), album: 'Last' };

const extended3 = Buffer.from([0, 0, 0, 6, 0, 0, 0, 0, 0, 64]);
const extended3Crc = Buffer.from([0, 0, 0, 10, 0x80, 0, 0, 0, 0, 64, 1, 2, 3, 4]);
const extended4 = Buffer.from([0, 0, 0, 6, 1, 0]);
const extended4Crc = Buffer.from([0, 0, 0, 12, 1, 0x20, 5, 1, 2, 3, 4, 5]);

describe('ID3v2', () => {
  it.each<[string, Id3Layout]>([
    ['2.2', { version: 2 }],
    ['2.3', { version: 3 }],
    ['2.4', { version: 4 }],
    ['2.2 unsynchronised', { version: 2, unsynchronised: true }],
    ['2.3 unsynchronised', { version: 3, unsynchronised: true }],
    ['2.4 unsynchronised', { version: 4, unsynchronised: true }],
    ['2.3 with an extended header', { version: 3, extendedHeader: extended3, padding: 64 }],
    ['2.3 with an extended header and a CRC', { version: 3, extendedHeader: extended3Crc, padding: 64 }],
    ['2.3 unsynchronised with an extended header', { version: 3, extendedHeader: extended3, unsynchronised: true }],
    ['2.4 with an extended header', { version: 4, extendedHeader: extended4 }],
    ['2.4 with an extended header and a CRC', { version: 4, extendedHeader: extended4Crc, padding: 100 }],
    ['2.3 with the bit of an extended header, but none', { version: 3, extendedHeader: Buffer.alloc(0) }],
    ['2.4 with plain sizes', { version: 4, frameSizes: 'plain' }],
    ['2.4 with plain sizes, then padding', { version: 4, frameSizes: 'plain', padding: 500 }],
    ['2.3 with syncsafe sizes', { version: 3, frameSizes: 'syncsafe' }],
  ])('%s', async (_, layout) => expect(await mp3(usual(layout))).toMatchObject(USUAL));

  it('plain sizes around a large cover that looks like padding', async () => {
    const cover = Buffer.concat([Buffer.alloc(3000), Buffer.from('TIT2'), Buffer.alloc(3000), Buffer.from([1])]);
    const tag = (version: 3 | 4) =>
      id3v2([pictureFrame(cover), textFrame('TPE1', 'After'), pictureFrame(cover), textFrame('TIT2', 'Last')], {
        version,
        frameSizes: 'plain',
        padding: 300,
      });
    for (const version of [3, 4] as const)
      expect(await mp3(tag(version))).toMatchObject({ artist: 'After', title: 'Last' });
  });

  it('ids of three letters in 2.3 and 2.4, also with the short headers of 2.2', async () => {
    const padded = [textFrame('TT2\0', 'Title'), textFrame('TP1 ', 'Artist')];
    expect(await mp3(id3v2(padded))).toMatchObject({ title: 'Title', artist: 'Artist' });
    const short = id3v2([textFrame('TT2', 'Title'), textFrame('TP1', 'Artist')], { version: 2 });
    short[3] = 3;
    expect(await mp3(short)).toMatchObject({ title: 'Title', artist: 'Artist' });
  });

  it('frames that are unsynchronised, grouped, compressed or counted on their own', async () => {
    const data = (text: string) => textFrame('TIT2', text, 'latin1').data;
    const compressed = deflateSync(data('Compressed'));
    const size = Buffer.from([0, 0, 0, 11]);
    const cases = [
      { version: 4, flags: 0x01, data: Buffer.concat([syncsafe(8), data('Counted')]), title: 'Counted' },
      { version: 4, flags: 0x40, data: Buffer.concat([Buffer.from([9]), data('Grouped')]), title: 'Grouped' },
      { version: 4, flags: 0x09, data: Buffer.concat([syncsafe(11), compressed]), title: 'Compressed' },
      { version: 4, flags: 0x02, data: Buffer.from('\0A\xff\0\xe0', 'latin1'), title: 'Aÿà' },
      { version: 3, flags: 0x80, data: Buffer.concat([size, compressed]), title: 'Compressed' },
      { version: 3, flags: 0x20, data: Buffer.concat([Buffer.from([9]), data('Grouped')]), title: 'Grouped' },
    ] as const;
    for (const { version, flags, data, title } of cases) {
      expect(await mp3(id3v2([{ id: 'TIT2', data, flags }], { version })), title).toMatchObject({ title });
    }
    const encrypted = { id: 'TIT2', data: Buffer.from('\0\x01secret'), flags: 0x04 };
    expect(await mp3(id3v2([encrypted, textFrame('TPE1', 'A')], { version: 4 }))).toMatchObject({
      title: 'x',
      artist: 'A',
    });
  });

  it('a tag that states more bytes than the file has', async () => {
    const tag = usual({ statedSize: 2 ** 27 });
    expect(await mp3(tag)).toMatchObject(USUAL);
  });

  it('two tags (the first wins), and one at the end', async () => {
    const two = [id3v2([textFrame('TIT2', 'First')]), id3v2([textFrame('TIT2', 'Second'), textFrame('TPE1', 'A')])];
    expect(await mp3(Buffer.concat(two))).toMatchObject({ title: 'First', artist: 'A' });
    const body = id3v2([textFrame('TIT2', 'End')], { version: 4 });
    body[5] |= 0x10;
    const footer = Buffer.concat([Buffer.from('3DI'), body.subarray(3, 10)]);
    expect(await mp3(Buffer.alloc(0), Buffer.concat([body, footer]))).toMatchObject({ title: 'End' });
  });

  it('in a WAV chunk it wins over INFO; before FLAC it loses to the Vorbis comment', async () => {
    const info = chunk(
      'LIST',
      Buffer.concat([Buffer.from('INFO'), chunk('INAM', Buffer.from('Cut at thirty characters ju'))]),
    );
    const data = Buffer.alloc(800);
    const tag = chunk('id3 ', id3v2([textFrame('TIT2', 'Cut at thirty characters just here')]));
    const before = Buffer.concat([info, tag]);
    const wav = wavFile({ sampleRate: 8000, channelCount: 1, bits: 16, codec: 1, data, before });
    expect(await readTags(await temporaryFile('x.wav', wav))).toMatchObject({
      title: 'Cut at thirty characters just here',
    });
    const flac = withVorbisComment(await readFile(fixture('flac.flac')), vorbisComment([['TITLE', 'Comment']]));
    const both = Buffer.concat([id3v2([textFrame('TIT2', 'Old'), textFrame('TPE1', 'Artist')]), flac]);
    expect(await readTags(await temporaryFile('x.flac', both))).toMatchObject({ title: 'Comment', artist: 'Artist' });
  });
});

describe('text', () => {
  const title = async (data: Uint8Array) => (await mp3(id3v2([{ id: 'TIT2', data }]))).title;
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

  it.each<[string, Uint8Array, string]>([
    ['UTF-8 called Latin-1', Buffer.from('\0Zoë'), 'Zoë'],
    ['Latin-1', bytes('\0Zo\xeb'), 'Zoë'],
    ['Latin-1 in capitals', bytes('\0\xc4\xd6\xdc'), 'ÄÖÜ'],
    ['Windows-1252', bytes('\0Don\x92t'), 'Don’t'],
    ['Windows-1251', bytes('\0\xc4\xe8\xf1\xea\xee\xf2\xe5\xea\xe0 \xc0\xe2\xe0\xf0\xe8\xff'), 'Дискотека Авария'],
    ['Windows-1251 with English', bytes('\0\xca\xe8\xed\xee - Live'), 'Кино - Live'],
    ['UTF-8 in 2.3', Buffer.from('\x03東京'), '東京'],
    ['UTF-8 with a mark', Buffer.from('\x03\ufeffA'), 'A'],
    ['Latin-1 called UTF-8', bytes('\x03Zo\xeb'), 'Zoë'],
    ['UTF-16 with a big-endian mark', bytes('\x01', [0xfe, 0xff, 0, 65, 0, 0xeb]), 'Aë'],
    ['UTF-16 without a mark, little-endian', bytes('\x01A\0\xeb\0'), 'Aë'],
    ['UTF-16 without a mark, big-endian', bytes('\x01\0A\0\xeb'), 'Aë'],
    ['UTF-16BE with a mark of the other order', bytes('\x02', [0xff, 0xfe, 65, 0]), 'A'],
    ['UTF-16 called Latin-1', bytes('\0', [0xff, 0xfe, 65, 0]), 'A'],
    ['UTF-16 of an odd number of bytes', bytes('\x01', [0xff, 0xfe, 65, 0, 66, 0, 0]), 'AB'],
    ['ASCII called UTF-16', bytes('\x01Title'), 'Title'],
    ['text without an encoding', bytes('Title'), 'Title'],
    ['padding of NULs and spaces', bytes('\0 Title \0\0 '), 'Title'],
  ])('%s', async (_, data, expected) => expect(await title(data)).toBe(expected));

  it('skips empty frames', async () => {
    const empty = [
      { id: 'TIT2', data: Buffer.alloc(0) },
      textFrame('TIT2', ''),
      textFrame('TIT2', ' \0'),
      textFrame('TIT2', 'T'),
    ];
    expect(await mp3(id3v2(empty))).toMatchObject({ title: 'T' });
  });
});

describe('artists', () => {
  it.each(['AC/DC', 'Axwell /\\ Ingrosso', 'Artist A/Artist B', 'A / B', 'Simon & Garfunkel', 'Earth, Wind & Fire'])(
    '%s stays as it is written in ID3v2.3',
    async (artist) => expect(await mp3(id3v2([textFrame('TPE1', artist)]))).toMatchObject({ artist }),
  );

  it('keeps all of several', async () => {
    const two = ['AC/DC', 'Kylie'];
    const expected = { artist: 'AC/DC, Kylie' };
    expect(await mp3(id3v2([textFrame('TPE1', two, 'utf8')], { version: 4 }))).toMatchObject(expected);
    expect(await mp3(id3v2([textFrame('TPE1', two, 'utf16')], { version: 4 }))).toMatchObject(expected);
    expect(await mp3(id3v2([textFrame('TPE1', 'AC/DC'), textFrame('TPE1', 'Kylie')]))).toMatchObject(expected);
    expect(await mp3(Buffer.alloc(0), apeTag({ Artist: two }))).toMatchObject(expected);
    const comment = vorbisComment(two.map((name) => ['artist', name] as const));
    const flac = withVorbisComment(await readFile(fixture('flac.flac')), comment);
    expect(await readTags(await temporaryFile('x.flac', flac))).toMatchObject(expected);
    const m4a = withMp4Items(await readFile(fixture('aac.m4a')), [mp4Item('©ART', ...two)]);
    expect(await readTags(await temporaryFile('x.m4a', m4a))).toMatchObject(expected);
  });

  it('adds artists that only the list of artists has', async () => {
    const tags = (artist: string) => [
      textFrame('TPE1', artist),
      userTextFrame('ARTISTS', 'Ann'),
      userTextFrame('Artists', 'Bob'),
    ];
    expect(await mp3(id3v2(tags('Ann feat. Bob')))).toMatchObject({ artist: 'Ann feat. Bob' });
    expect(await mp3(id3v2(tags('Ann')))).toMatchObject({ artist: 'Ann, Bob' });
    const flat = [textFrame('TPE1', 'Ann feat. Bob'), userTextFrame('ARTISTS', 'Ann/Bob')];
    expect(await mp3(id3v2(flat))).toMatchObject({ artist: 'Ann feat. Bob' });
  });
});

describe('comments', () => {
  const NORM = ' 00000A9C 00000B1E 00006C5A 00006F2B 0000CC6B 0000CC6B 00007E1C 00007F4B 0000CC6B 0000CC6B';
  const data = (description: string, language = 'eng') => commentFrame(NORM, { description, language });
  const said = '8A - Energy 6';

  it.each([
    ['after the numbers of iTunes', [data('iTunNORM'), data('iTunSMPB', 'deu'), data('iTunPGAP'), commentFrame(said)]],
    ['after numbers without a name', [data(''), data('', 'XXX'), commentFrame(said, { language: 'deu' })]],
    ['called ID3v1 Comment', [data('iTunes_CDDB_1'), commentFrame(said, { description: 'ID3v1 Comment' })]],
    [
      'of another name',
      [commentFrame('1', { description: 'Songs-DB_Custom1' }), commentFrame(said, { description: 'Note' })],
    ],
    ['without a description', [commentFrame('Mood', { description: 'MusicMatch_Mood' }), commentFrame(said)]],
    ['before others', [commentFrame(said), commentFrame('x', { description: 'Note' })]],
    ['that lacks the end of its description', [{ id: 'COMM', data: Buffer.from(`\0eng${said}`) }]],
  ])('%s', async (_, comments) => expect(await mp3(id3v2(comments))).toMatchObject({ comments: said }));

  it('numbers alone are not a comment', async () => {
    expect(await mp3(id3v2([data('iTunNORM'), data('')]))).not.toHaveProperty('comments');
  });
});

describe('several tags in one file', () => {
  const old = { Title: 'Old', Artist: 'Old artist', Album: 'Old album', BPM: '84', Comment: 'Old' };

  it('ID3v2 wins over APEv2, and both over ID3v1', async () => {
    const end = Buffer.concat([apeTag(old), id3v1({ title: 'Oldest', artist: 'Oldest', year: '1999' })]);
    const front = id3v2([textFrame('TIT2', 'New'), textFrame('TBPM', '126')]);
    const tags = { title: 'New', artist: 'Old artist', album: 'Old album', bpm: 126, year: 1999 };
    expect(await mp3(front, end)).toMatchObject(tags);
    expect(await mp3(front, Buffer.concat([apeTag(old, false), end]))).toMatchObject(tags);
  });

  it('ID3v1 is cut to 30 characters', async () => {
    const whole = 'A title of far more than thirty characters';
    const end = id3v1({ title: whole, artist: 'Zoë' });
    expect(await mp3(id3v2([textFrame('TIT2', whole)]), end)).toMatchObject({ title: whole, artist: 'Zoë' });
    expect(await mp3(Buffer.alloc(0), end)).toMatchObject({ title: whole.slice(0, 30), artist: 'Zoë' });
    expect(await mp3(Buffer.alloc(0), id3v1({ genre: 18 }))).toMatchObject({ genre: 'Techno' });
    expect(await mp3(Buffer.alloc(0), id3v1({ genre: 0 }))).not.toHaveProperty('genre');
  });

  it('the items of M4A win over APEv2 after them', async () => {
    const m4a = withMp4Items(await readFile(fixture('aac.m4a')), [mp4Item('©nam', 'New'), mp4Item('tmpo', 126)]);
    const both = Buffer.concat([m4a, apeTag(old)]);
    expect(await readTags(await temporaryFile('x.m4a', both))).toMatchObject({
      title: 'New',
      bpm: 126,
      artist: 'Old artist',
    });
    const bare = Buffer.concat([await readFile(fixture('aac.m4a')), apeTag(old)]);
    expect(await readTags(await temporaryFile('x.m4a', bare))).toMatchObject({
      title: 'Old',
      bpm: 84,
      durationS: expect.any(Number),
    });
  });
});

describe('key, tempo, year and genre', () => {
  it.each(['initialkey', 'INITIALKEY', 'Initial key', 'key'])('a key called %s', async (name) => {
    const flac = withVorbisComment(await readFile(fixture('flac.flac')), vorbisComment([[name, '8A']]));
    expect(await readTags(await temporaryFile('x.flac', flac))).toMatchObject({ key: '8A' });
    const m4a = withMp4Items(await readFile(fixture('aac.m4a')), [mp4FreeformItem(name, '8A')]);
    expect(await readTags(await temporaryFile('x.m4a', m4a))).toMatchObject({ key: '8A' });
    expect(await mp3(Buffer.alloc(0), apeTag({ [name]: '8A' }))).toMatchObject({ key: '8A' });
    expect(await mp3(id3v2([textFrame('TKEY', 'o'), userTextFrame(name, '8A')]))).toMatchObject({ key: '8A' });
  });

  it('reads an Ogg FLAC comment, also of many pages', async () => {
    const ogg = await readFile(fixture('flac.ogg'));
    const comment = vorbisComment([
      ['TITLE', 'Title'],
      ['METADATA_BLOCK_PICTURE', 'x'.repeat(200_000)],
      ['ARTIST', 'Artist'],
    ]);
    const head = Buffer.alloc(4, 0x84);
    head.writeUIntBE(comment.length, 1, 3);
    const path = await temporaryFile('x.ogg', withSecondPacket(ogg, Buffer.concat([head, comment])));
    expect(await readTags(path)).toMatchObject({ title: 'Title', artist: 'Artist' });
  });

  it('a key that Mixed In Key wrote into the comment, unless a field holds one', async () => {
    const comment = commentFrame('8A - Energy 6');
    expect(await mp3(id3v2([comment]))).toMatchObject({ key: '8A', comments: '8A - Energy 6' });
    expect(await mp3(id3v2([textFrame('TKEY', 'o'), comment]))).toMatchObject({ key: '8A' });
    expect(await mp3(id3v2([textFrame('TKEY', 'Cm'), comment]))).toMatchObject({ key: 'Cm' });
    expect(await mp3(id3v2([commentFrame('play it in 8A')]))).not.toHaveProperty('key');
  });

  it('uses the first possible tempo', async () => {
    expect(await mp3(id3v2([textFrame('TBPM', '0'), userTextFrame('BPM', '127,98')]))).toMatchObject({ bpm: 127.98 });
    expect(await mp3(id3v2([textFrame('TBPM', '12593')]))).toMatchObject({ bpm: 125.93 });
    expect(await mp3(id3v2([textFrame('TBPM', '999')]))).not.toHaveProperty('bpm');
  });

  it.each([
    ['2021', 2021],
    ['2021-05-03T12:00', 2021],
    ['03.05.2021', 2021],
    ['20210503', 2021],
    ['0000', undefined],
    ['99', undefined],
    ['0', undefined],
  ])('the date %s', async (date, year) => {
    expect((await mp3(id3v2([textFrame('TDRC', date)], { version: 4 }))).year).toBe(year);
  });

  it.each([
    ['Duo Cello/Piano', 'Duo Cello/Piano'],
    ['17', 'Rock'],
    ['(17)', 'Rock'],
    ['(17)Punk', 'Punk'],
    ['(17)(18)', 'Rock, Techno'],
    ['(17)(18)Punk', 'Rock, Punk'],
    ['(17)(18)(Nu) Disco', 'Rock, Techno'],
    ['17\0Dub Techno\0rock', 'Rock, Dub Techno'],
    ['House\0Deep House', 'House, Deep House'],
    ['(RX)', 'Remix'],
    ['((Not a number)', '(Not a number)'],
    ['(Nu) Disco', '(Nu) Disco'],
    ['191', 'Psybient'],
    ['255', '255'],
  ])('the genre %s', async (text, genre) => {
    expect(await mp3(id3v2([textFrame('TCON', text)]))).toMatchObject({ genre });
  });

  it('keeps every genre of a Vorbis comment', async () => {
    const comment = vorbisComment([
      ['GENRE', 'House'],
      ['GENRE', 'Acid'],
    ]);
    const flac = withVorbisComment(await readFile(fixture('flac.flac')), comment);
    expect(await readTags(await temporaryFile('x.flac', flac))).toMatchObject({ genre: 'House, Acid' });
  });
});
