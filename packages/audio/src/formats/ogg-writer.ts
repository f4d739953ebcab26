import { CONTINUES, FIRST, MOST_SEGMENTS, pageHead, WHOLE_SEGMENT } from './ogg-pages.ts';

const SERIAL = 1;

/** Writes packets as one Ogg stream, for decoders that read pages. Positions and checksums stay empty. */
export class OggWriter {
  #number = 0;

  pages(packets: readonly Uint8Array[]): Uint8Array {
    const segments = packets.flatMap((packet) => segmentsOf(packet.length));
    const body = Buffer.concat(packets);
    const pages: Uint8Array[] = [];
    let at = 0;
    for (let i = 0; i < segments.length; i += MOST_SEGMENTS) {
      const table = segments.slice(i, i + MOST_SEGMENTS);
      const bytes = table.reduce((sum, size) => sum + size, 0);
      const continues = i > 0 && segments[i - 1] === WHOLE_SEGMENT;
      pages.push(this.#head(table, continues), body.subarray(at, at + bytes));
      at += bytes;
    }
    return Buffer.concat(pages);
  }

  #head(table: readonly number[], continues: boolean): Uint8Array {
    const flags = (this.#number === 0 ? FIRST : 0) | (continues ? CONTINUES : 0);
    return pageHead({ flags, granule: 0n, serial: SERIAL, sequence: this.#number++, segments: table });
  }
}

/** The last segment of a packet is below 255 bytes. */
function segmentsOf(bytes: number): number[] {
  return [...Array<number>(Math.floor(bytes / WHOLE_SEGMENT)).fill(WHOLE_SEGMENT), bytes % WHOLE_SEGMENT];
}
