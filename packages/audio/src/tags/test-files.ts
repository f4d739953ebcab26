import { readFileSync } from 'node:fs';
import { chunk, fixture } from '../test-support.ts';
import {
  apeTag,
  box,
  COVER,
  flacBlock,
  flacParts,
  flacPicture,
  freeform,
  id3Frame,
  id3Tag,
  id3v1Tag,
  mpegFrames,
  plain,
  synchsafe,
  unsynchronised,
  vorbisComments,
} from './test-tags.ts';

const SERATO = Buffer.concat([Buffer.from('\0application/octet-stream\0\0Serato Markers2\0'), COVER]);
const PICTURE = Buffer.concat([Buffer.from('\0image/png\0\x03\0'), COVER]);
const OLD_GAIN = '\0replaygain_track_gain\0+4.00 dB';

function djFrames(version: 3 | 4, size?: (size: number) => Buffer): Buffer[] {
  const options = size && { size };
  return [
    id3Frame(version, 'TIT2', '\x01\xff\xfeN\0a\0'),
    id3Frame(version, 'APIC', PICTURE, options),
    id3Frame(version, 'GEOB', SERATO, options),
    id3Frame(version, 'TXXX', OLD_GAIN),
    id3Frame(version, 'PRIV', Buffer.concat([Buffer.from('TRAKTOR4\0'), COVER]), options),
    id3Frame(version, 'TKEY', '\x008A'),
  ];
}

/** Builds files with many kinds of tags, by name. Each has a title, a picture or other data, and an old gain. */
export function taggedFiles(): Record<string, Buffer> {
  const audio = mpegFrames();
  const v3 = Buffer.concat(djFrames(3));
  const { info, frames } = flacParts();
  const head = [Buffer.from('fLaC'), flacBlock(0, info)];
  const comments = vorbisComments('TITLE=Na', 'replaygain_track_gain=+4.00 dB', 'INITIALKEY=8A');
  const flac = (...blocks: readonly Buffer[]) => Buffer.concat([...head, ...blocks, frames]);
  const wav = readFileSync(fixture('info.wav'));
  const aiff = readFileSync(fixture('plain.aiff'));
  return {
    'id3v22.mp3': Buffer.concat([
      id3Tag(2, [
        id3Frame(2, 'TT2', '\0Na'),
        id3Frame(2, 'TXX', OLD_GAIN),
        id3Frame(2, 'PIC', Buffer.concat([Buffer.from('\0PNG\x03\0'), COVER])),
        Buffer.alloc(500),
      ]),
      audio,
    ]),
    'id3v23.mp3': Buffer.concat([id3Tag(3, [v3]), audio, id3v1Tag('Na')]),
    'id3v23-padded.mp3': Buffer.concat([id3Tag(3, [v3, Buffer.alloc(2000)]), audio]),
    'id3v23-unsynchronised.mp3': Buffer.concat([id3Tag(3, [unsynchronised(v3), Buffer.alloc(300)], 0x80), audio]),
    'id3v23-extended.mp3': Buffer.concat([id3Tag(3, [plain(6), Buffer.alloc(6), v3], 0x40), audio]),
    'id3v24.mp3': Buffer.concat([id3Tag(4, [...djFrames(4), Buffer.alloc(2000)]), audio]),
    'id3v24-plain-sizes.mp3': Buffer.concat([id3Tag(4, djFrames(4, plain)), audio]),
    'id3v24-extended.mp3': Buffer.concat([
      id3Tag(4, [synchsafe(6), Buffer.of(1, 0), ...djFrames(4), Buffer.alloc(99)], 0x40),
      audio,
    ]),
    'id3v24-footer.mp3': Buffer.concat([id3Tag(4, djFrames(4), 0x10), audio]),
    'id3-and-ape.mp3': Buffer.concat([
      id3Tag(3, [v3]),
      audio,
      apeTag({ Title: 'Na', REPLAYGAIN_TRACK_GAIN: '+4.00 dB', MP3GAIN_UNDO: '+0,+0,N' }),
      id3v1Tag('Na'),
    ]),
    'id3v24-at-end.mp3': Buffer.concat([id3Tag(3, [v3]), audio, id3Tag(4, djFrames(4), 0x10), id3v1Tag('Na')]),
    'ape-alone.mp3': Buffer.concat([audio, apeTag({ Title: 'Na' })]),
    'padded.flac': flac(
      flacBlock(4, comments),
      flacBlock(6, flacPicture(COVER)),
      flacBlock(1, Buffer.alloc(400), true),
    ),
    'full.flac': flac(flacBlock(6, flacPicture(COVER)), flacBlock(4, comments, true)),
    'id3-before.flac': Buffer.concat([id3Tag(3, [v3]), flac(flacBlock(4, comments, true))]),
    'id3.wav': withChunk(wav, chunk('id3 ', id3Tag(3, [v3, Buffer.alloc(21)])), (bytes, size) =>
      bytes.writeUInt32LE(size, 4),
    ),
    'id3.aiff': withChunk(aiff, bigChunk('ID3 ', id3Tag(3, [v3])), (bytes, size) => bytes.writeUInt32BE(size, 4)),
    'id3-behind.aiff': Buffer.concat([aiff, id3Tag(4, djFrames(4), 0x10)]),
    'moov-first.m4a': moovFirst(),
    'tail.m4a': Buffer.concat([moovFirst(), Buffer.from('bytes that are no box')]),
  };
}

function withChunk(file: Buffer, added: Buffer, setSize: (bytes: Buffer, size: number) => void): Buffer {
  const bytes = Buffer.concat([file, added]);
  setSize(bytes, bytes.length - 8);
  return bytes;
}

function bigChunk(id: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id), plain(content.length), content, Buffer.alloc(content.length % 2)]);
}

function moovFirst(): Buffer {
  const bytes = readFileSync(fixture('aac.m4a'));
  const boxes: Record<string, Buffer> = {};
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    boxes[bytes.toString('latin1', at + 4, at + 8)] = bytes.subarray(at, at + bytes.readUInt32BE(at));
  }
  const { ftyp, moov, mdat } = boxes;
  const handler = Buffer.alloc(25);
  handler.write('mdirappl', 8);
  const udta = box(
    'udta',
    box(
      'meta',
      Buffer.alloc(4),
      box('hdlr', handler),
      box(
        'ilst',
        box('\xa9nam', box('data', plain(1), Buffer.alloc(4), Buffer.from('Na'))),
        freeform('com.serato.dj', 'markersv2', COVER),
        freeform('com.apple.iTunes', 'replaygain_track_gain', Buffer.from('+4.00 dB')),
        box('covr', box('data', plain(14), Buffer.alloc(4), COVER)),
      ),
    ),
  );
  const header = box('moov', moov.subarray(8, moov.indexOf('udta') - 4), udta);
  const shift = ftyp.length + header.length - bytes.indexOf(mdat);
  const table = header.indexOf('stco');
  for (let i = 0; i < header.readUInt32BE(table + 8); i++) {
    const at = table + 12 + 4 * i;
    header.writeUInt32BE(header.readUInt32BE(at) + shift, at);
  }
  return Buffer.concat([ftyp, header, mdat]);
}
