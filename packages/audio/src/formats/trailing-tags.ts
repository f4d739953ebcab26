import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';

const ID3V1_BYTES = 128;
const APE_FOOTER_BYTES = 32;
const APE_HAS_HEADER = 0x80000000;
const ID3_FOOTER_BYTES = 10;

/** Returns the offset of the tags at the end of a file (ID3v1, APEv2, ID3v2 with a footer), or the file's size. */
export async function trailingTagsStart(file: AudioFile): Promise<number> {
  let end = file.size;
  for (;;) {
    const size = await tagBefore(file, end);
    if (size === 0 || size > end) return end;
    end -= size;
  }
}

/** Returns the size of the tag that ends at an offset, 0 if there is none. */
async function tagBefore(file: AudioFile, end: number): Promise<number> {
  if (end >= ID3V1_BYTES && ascii(await file.read(end - ID3V1_BYTES, 3), 0, 3) === 'TAG') return ID3V1_BYTES;
  if (end < APE_FOOTER_BYTES) return 0;
  const footer = await file.read(end - APE_FOOTER_BYTES, APE_FOOTER_BYTES);
  if (ascii(footer, 0, 8) === 'APETAGEX') {
    const view = new DataView(footer.buffer);
    // the stated size covers items and footer
    return view.getUint32(12, true) + (view.getUint32(20, true) & APE_HAS_HEADER ? APE_FOOTER_BYTES : 0);
  }
  const id3 = footer.subarray(APE_FOOTER_BYTES - ID3_FOOTER_BYTES);
  if (ascii(id3, 0, 3) !== '3DI') return 0;
  return 2 * ID3_FOOTER_BYTES + ((id3[6] << 21) | (id3[7] << 14) | (id3[8] << 7) | id3[9]);
}
