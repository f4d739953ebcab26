import type { AudioFile } from './audio-file.ts';
import { audioStart } from './audio-start.ts';
import { type DeclaredDuration, isWellShort, UNKNOWN_DURATION } from './declared-duration.ts';
import { type Box, boxesIn } from './mp4-boxes.ts';
import { boxInside, contentOf, firstAudioTrack, readMediaHeader } from './mp4-track.ts';

/** The file is truncated if it ends before the last chunk that the tables of the first audio track name. */
export async function mp4Duration(file: AudioFile): Promise<DeclaredDuration> {
  const start = await audioStart(file);
  const moov = (await boxesIn(file, start, file.size)).find(({ type }) => type === 'moov');
  const found = moov && (await firstAudioTrack(file, moov));
  if (!found) return UNKNOWN_DURATION;
  const { media } = found;
  const { headerS, timescale } = await readMediaHeader(file, media);
  const table = await boxInside(file, media, 'minf', 'stbl');
  const tableS = table ? (await countTicks(file, table)) / timescale : 0;
  if (!table || !(tableS > 0)) return { ...UNKNOWN_DURATION, durationS: headerS > 0 ? headerS : null };
  const isWrong = isWellShort(tableS, headerS) || isWellShort(headerS, tableS);
  const truncated = start + (await lastChunk(file, table)) >= file.size;
  return { durationS: tableS, declared: !isWrong, truncated, ...(isWrong && { statedS: headerS }) };
}

/** The table has pairs of count and length, after version and count. */
async function countTicks(file: AudioFile, table: Box): Promise<number> {
  const view = await contentOf(file, await boxInside(file, table, 'stts'));
  let ticks = 0;
  for (let at = 8; at + 8 <= view.byteLength; at += 8) ticks += view.getUint32(at) * view.getUint32(at + 4);
  return ticks;
}

async function lastChunk(file: AudioFile, table: Box): Promise<number> {
  const short = await boxInside(file, table, 'stco');
  const view = await contentOf(file, short ?? (await boxInside(file, table, 'co64')));
  let last = 0;
  for (let at = 8; at + (short ? 4 : 8) <= view.byteLength; at += short ? 4 : 8) {
    last = Math.max(last, short ? view.getUint32(at) : Number(view.getBigUint64(at)));
  }
  return last;
}
