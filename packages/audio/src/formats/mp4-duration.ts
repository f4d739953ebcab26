import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { audioStart } from './audio-start.ts';
import { type DeclaredDuration, isWellShort, UNKNOWN_DURATION } from './declared-duration.ts';
import { type Box, boxesIn } from './mp4-boxes.ts';

/** The file is truncated if it ends before the last chunk that the tables of the first audio track name. */
export async function mp4Duration(file: AudioFile): Promise<DeclaredDuration> {
  const start = await audioStart(file);
  const moov = (await boxesIn(file, start, file.size)).find(({ type }) => type === 'moov');
  const media = moov && (await firstAudio(file, moov));
  if (!media) return UNKNOWN_DURATION;
  const { headerS, timescale } = await readMediaHeader(file, media);
  const table = await inside(file, media, 'minf', 'stbl');
  const tableS = table ? (await countTicks(file, table)) / timescale : 0;
  if (!table || !(tableS > 0)) return { ...UNKNOWN_DURATION, durationS: headerS > 0 ? headerS : null };
  const isWrong = isWellShort(tableS, headerS) || isWellShort(headerS, tableS);
  const truncated = start + (await lastChunk(file, table)) >= file.size;
  return { durationS: tableS, declared: !isWrong, truncated, ...(isWrong && { statedS: headerS }) };
}

async function firstAudio(file: AudioFile, moov: Box): Promise<Box | null> {
  for (const track of await boxesIn(file, moov.content, moov.end)) {
    const media = track.type === 'trak' ? await inside(file, track, 'mdia') : null;
    const handler = media && (await inside(file, media, 'hdlr'));
    if (media && handler && ascii(await file.read(handler.content + 8, 4), 0, 4) === 'soun') return media;
  }
  return null;
}

async function inside(file: AudioFile, box: Box, ...types: string[]): Promise<Box | null> {
  let found: Box | undefined = box;
  for (const wanted of types) {
    if (!found) return null;
    found = (await boxesIn(file, found.content, found.end)).find(({ type }) => type === wanted);
  }
  return found ?? null;
}

async function readMediaHeader(file: AudioFile, media: Box): Promise<{ headerS: number; timescale: number }> {
  const view = await contentOf(file, await inside(file, media, 'mdhd'));
  const isLong = view.getUint8(0) === 1;
  const timescale = view.getUint32(isLong ? 20 : 12);
  const ticks = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16);
  return { headerS: ticks / timescale, timescale };
}

/** The table has pairs of count and length, after version and count. */
async function countTicks(file: AudioFile, table: Box): Promise<number> {
  const view = await contentOf(file, await inside(file, table, 'stts'));
  let ticks = 0;
  for (let at = 8; at + 8 <= view.byteLength; at += 8) ticks += view.getUint32(at) * view.getUint32(at + 4);
  return ticks;
}

async function lastChunk(file: AudioFile, table: Box): Promise<number> {
  const short = await inside(file, table, 'stco');
  const view = await contentOf(file, short ?? (await inside(file, table, 'co64')));
  let last = 0;
  for (let at = 8; at + (short ? 4 : 8) <= view.byteLength; at += short ? 4 : 8) {
    last = Math.max(last, short ? view.getUint32(at) : Number(view.getBigUint64(at)));
  }
  return last;
}

async function contentOf(file: AudioFile, box: Box | null): Promise<DataView> {
  const bytes = box ? await file.read(box.content, box.end - box.content) : new Uint8Array(0);
  return new DataView(bytes.buffer);
}
