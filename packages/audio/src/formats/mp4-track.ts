import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { type Box, boxesIn } from './mp4-boxes.ts';

/** Returns the first track with sound, and its media. */
export async function firstAudioTrack(file: AudioFile, moov: Box): Promise<{ track: Box; media: Box } | null> {
  for (const track of await boxesIn(file, moov.content, moov.end)) {
    const media = track.type === 'trak' ? await boxInside(file, track, 'mdia') : null;
    const handler = media && (await boxInside(file, media, 'hdlr'));
    if (media && handler && ascii(await file.read(handler.content + 8, 4), 0, 4) === 'soun') return { track, media };
  }
  return null;
}

export async function boxInside(file: AudioFile, box: Box, ...types: string[]): Promise<Box | null> {
  let found: Box | undefined = box;
  for (const wanted of types) {
    if (!found) return null;
    found = (await boxesIn(file, found.content, found.end)).find(({ type }) => type === wanted);
  }
  return found ?? null;
}

export async function readMediaHeader(file: AudioFile, media: Box): Promise<{ headerS: number; timescale: number }> {
  const view = await contentOf(file, await boxInside(file, media, 'mdhd'));
  const isLong = view.getUint8(0) === 1;
  const timescale = view.getUint32(isLong ? 20 : 12);
  const ticks = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16);
  return { headerS: ticks / timescale, timescale };
}

export async function contentOf(file: AudioFile, box: Box | null): Promise<DataView> {
  const bytes = box ? await file.read(box.content, box.end - box.content) : new Uint8Array(0);
  return new DataView(bytes.buffer);
}
