import type { AudioFile } from '../formats/audio-file.ts';
import { type Box, boxesAt } from '../formats/mp4-boxes.ts';
import { boxInside, contentOf, firstAudioTrack, readMediaHeader } from '../formats/mp4-track.ts';
import { readMp4Items } from '../tags/mp4-items.ts';
import { aacRate } from './aac-codec.ts';
import type { CodedStart } from './coded-start.ts';

const FRAME_SAMPLES = 1024;
/** Samples from which ffmpeg does not believe the item iTunSMPB. */
const TOO_LONG = 16_384;

/**
 * Reads the priming of AAC that ffmpeg, the only decoder, cuts. The item iTunSMPB wins over the edit list, but ffmpeg
 * drops at least the whole frames before the edit.
 */
export async function readMp4Delay(file: AudioFile): Promise<CodedStart | null> {
  const [moov] = await boxesAt(file, ['moov']);
  const found = moov && (await firstAudioTrack(file, moov));
  if (!found) return null;
  const rate = aacRate(await contentOf(file, await boxInside(file, found.media, 'minf', 'stbl', 'stsd')));
  if (rate === null) return null;
  const { timescale } = await readMediaHeader(file, found.media);
  const edit = Math.round((firstEdit(await editList(file, found.track)) / timescale) * rate);
  const stated = await statedPriming(file);
  const dropped = edit - (edit % FRAME_SAMPLES);
  const cut = stated === null ? edit : Math.max(stated, dropped);
  return { header: 'aac', frame_samples: FRAME_SAMPLES, sample_rate: rate, cutByFfmpeg: cut, cutByOwn: cut };
}

async function editList(file: AudioFile, track: Box): Promise<DataView> {
  return contentOf(file, await boxInside(file, track, 'edts', 'elst'));
}

/** Returns the media time, in ticks, at which the first edit with sound starts. */
function firstEdit(list: DataView): number {
  if (list.byteLength < 8) return 0;
  const isLong = list.getUint8(0) === 1;
  const size = isLong ? 20 : 12;
  for (let at = 8; at + size <= list.byteLength; at += size) {
    const ticks = isLong ? Number(list.getBigInt64(at + 8)) : list.getInt32(at + 4);
    if (ticks >= 0) return ticks;
  }
  return 0;
}

/** iTunes states hexadecimal numbers: zero, priming, samples at the end, and samples of sound. */
async function statedPriming(file: AudioFile): Promise<number | null> {
  const item = (await readMp4Items(file)).find(({ name }) => name.endsWith(':iTunSMPB'));
  const numbers = /^\s*[\da-f]+\s+([\da-f]+)\s+[\da-f]+\s+[\da-f]+/i.exec(item?.values[0] ?? '');
  const priming = Number.parseInt(numbers?.[1] ?? '', 16);
  return priming > 0 && priming < TOO_LONG ? priming : null;
}
