import type { Hash } from 'node:crypto';
import type { AudioFile } from '../formats/audio-file.ts';
import { audioStart } from '../formats/audio-start.ts';
import { type OggPage, oggPages } from '../formats/ogg-pages.ts';
import { trailingTagsStart } from '../formats/trailing-tags.ts';
import { hashRange } from './hash-range.ts';

/** Vorbis, Opus and FLAC in Ogg have their tags in the second packet. */
const TAG_PACKET = 1;
const WHOLE_SEGMENT = 255;

/**
 * Hashes every packet except tags, and the page positions (RFC 3533); the rest of the pages changes with the tags.
 * Includes bytes between the pages, such as a page that is cut off, but not bytes after the end of the stream.
 */
export async function hashOgg(file: AudioFile, hash: Hash): Promise<void> {
  const packets = new Map<number, number>();
  let pageEnd = await audioStart(file);
  let ended = false;
  const hashGap = async (offset: number) => {
    if (!ended) await hashRange(file, hash, pageEnd, offset);
  };
  for await (const page of oggPages(file)) {
    await hashGap(page.offset);
    if (page.first) packets.set(page.serial, 0);
    packets.set(page.serial, hashPage(page, packets.get(page.serial) ?? 0, hash));
    pageEnd = page.offset + page.bytes;
    ended = page.last;
  }
  await hashGap(await trailingTagsStart(file));
}

/** Returns the number of the next packet. */
function hashPage({ serial, granule, segments, body }: OggPage, packet: number, hash: Hash): number {
  let number = packet;
  let at = 0;
  for (const size of segments) {
    if (number !== TAG_PACKET) hash.update(body.subarray(at, at + size));
    at += size;
    if (size < WHOLE_SEGMENT) {
      if (number !== TAG_PACKET) hash.update(`/${serial}`);
      number++;
    }
  }
  // headers are at position 0; -1 is a page in which no packet ends
  if (granule > 0n) hash.update(`@${granule}`);
  return number;
}
