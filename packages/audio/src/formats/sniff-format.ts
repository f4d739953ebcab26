import { TrackError } from '@rbassist/core';
import { ascii } from './ascii.ts';
import { AudioFile } from './audio-file.ts';
import type { AudioFormat } from './audio-format.ts';
import { audioStart } from './audio-start.ts';
import { isFreeFormat, parseAdtsFrame, parseMpegFrame } from './mpeg-frame.ts';
import { findFrameStream } from './mpeg-stream.ts';
import { oggCodecOf } from './ogg-header.ts';
import { oggPages } from './ogg-pages.ts';

const HEAD_BYTES = 4096;
/** Enough for three free-format frames. */
const FREE_FORMAT_BYTES = 1 << 15;
/** Longest junk before the first page of an Ogg file. A page has up to 64 KiB. */
const JUNK_BYTES = 1 << 18;
/** First byte of each packet of an MPEG transport stream. */
const TRANSPORT_SYNC = 0x47;
/** First bytes, in hex. */
const MAGIC: readonly (readonly [bytes: string, format: AudioFormat])[] = [
  ['3026b2758e66cf11a6d900aa0062ce6c', 'asf'],
  ['1a45dfa3', 'matroska'],
  ['726966662e91cf11a5d628db04c10000', 'w64'],
  ['63616666', 'caf'], // caff
  ['2e736e64', 'au'], // .snd
  ['7776706b', 'wavpack'], // wvpk
  ['4d414320', 'ape'], // MAC
  ['4d50434b', 'musepack'], // MPCK
  ['4d502b', 'musepack'], // MP+
  ['54544131', 'tta'], // TTA1
  ['44534420', 'dsf'], // DSD
  ['0b77', 'ac3'],
  ['7ffe8001', 'dts'],
  ['2321414d52', 'amr'], // #!AMR
  ['464c5601', 'flv'], // FLV
  ['000001ba', 'mpeg'],
];
const MP4_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

/**
 * Recognises a file's format by its content.
 *
 * @throws TrackError `not-audio` (also for an empty file), `missing`, `unreadable` (also for free-format MP3), or
 * `corrupt` for an Ogg file without its start.
 */
export async function sniffFormat(path: string): Promise<AudioFormat> {
  const file = await AudioFile.open(path);
  try {
    return await formatOf(file);
  } finally {
    await file.close();
  }
}

export async function formatOf(file: AudioFile): Promise<AudioFormat> {
  if (file.size === 0) {
    throw new TrackError('not-audio', file.path, `${file.path} is empty.`, { remedies: [{ action: 'copy-again' }] });
  }
  const start = await audioStart(file);
  const head = await file.read(start, HEAD_BYTES);
  const format = formatByMagic(head) ?? (await formatByFrames(file)) ?? (await formatAfterJunk(file, start));
  if (format) return format;
  if (isFreeFormat(await file.read(start, FREE_FORMAT_BYTES))) {
    const message = `${file.path} is an MP3 file in free format, and rbassist cannot decode it. Encode it again at a fixed bitrate.`;
    throw new TrackError('unreadable', file.path, message);
  }
  const looks = isText(head) ? ' It looks like text.' : '';
  throw new TrackError('not-audio', file.path, `${file.path} is not an audio file rbassist can read.${looks}`);
}

/** Only ffmpeg decodes the formats of the second table. */
function formatByMagic(head: Uint8Array): AudioFormat | null {
  const magic = ascii(head, 0, 4);
  const kind = ascii(head, 8, 4);
  if (magic === 'RIFF' && kind === 'WAVE') return 'wav';
  if ((magic === 'RF64' || magic === 'BW64') && kind === 'WAVE') return 'rf64';
  if (magic === 'FORM' && (kind === 'AIFF' || kind === 'AIFC')) return 'aiff';
  if (magic === 'fLaC') return 'flac';
  if (magic === 'OggS') return formatOfOgg(head);
  if (MP4_BOXES.includes(ascii(head, 4, 4))) return 'mp4';
  if (magic === 'RIFF' && kind.startsWith('AVI')) return 'avi';
  if (magic === 'FRM8' && ascii(head, 12, 4) === 'DSD ') return 'dsdiff';
  if ([0, 188, 376].every((packet) => head[packet] === TRANSPORT_SYNC)) return 'mpeg';
  const start = Buffer.from(head.subarray(0, 16)).toString('hex');
  return MAGIC.find(([bytes]) => start.startsWith(bytes))?.[1] ?? null;
}

/** The first packets of all streams come before other packets. */
function formatOfOgg(head: Uint8Array): AudioFormat | null {
  for (let page = 0; ascii(head, page, 4) === 'OggS'; ) {
    const segments = head[page + 26];
    const packet = page + 27 + segments;
    if (ascii(head, packet, 7) === '\x01vorbis') return 'ogg-vorbis';
    if (ascii(head, packet, 8) === 'OpusHead') return 'ogg-opus';
    if (ascii(head, packet, 5) === '\x7fFLAC') return 'ogg-flac';
    page = packet + head.subarray(page + 27, packet).reduce((sum, size) => sum + size, 0);
  }
  return 'ogg';
}

async function formatByFrames(file: AudioFile): Promise<AudioFormat | null> {
  const mpeg = await findFrameStream(file, parseMpegFrame);
  const adts = await findFrameStream(file, parseAdtsFrame);
  if (!mpeg) return adts && 'adts';
  return adts && adts.start <= mpeg.start ? 'adts' : 'mp3';
}

/** Throws TrackError `corrupt` if the start of the stream is missing, because nothing can decode such a file. */
async function formatAfterJunk(file: AudioFile, start: number): Promise<AudioFormat | null> {
  const bytes = Buffer.from(await file.read(start, JUNK_BYTES));
  if (!bytes.includes('OggS\0', 0, 'latin1')) return null;
  let pages = 0;
  for await (const { first, body } of oggPages(file, { verify: true })) {
    const codec = first && oggCodecOf(body);
    if (codec) return `ogg-${codec}`;
    pages++;
  }
  if (pages === 0) return null;
  const message = `${file.path} is damaged: its start is missing.`;
  throw new TrackError('corrupt', file.path, message, { remedies: [{ action: 'copy-again' }] });
}

function isText(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}
