import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';

/** Returns the offset after all ID3v2 tags at the start of a file. */
export async function skipId3(file: AudioFile): Promise<number> {
  let offset = 0;
  for (;;) {
    const head = await file.read(offset, 10);
    if (head.length < 10 || ascii(head, 0, 3) !== 'ID3') return offset;
    const size = ((head[6] & 127) << 21) | ((head[7] & 127) << 14) | ((head[8] & 127) << 7) | (head[9] & 127);
    const footerBytes = head[5] & 0x10 ? 10 : 0;
    const next = offset + 10 + size + footerBytes;
    // a tag longer than the file is damaged: audio may follow its header
    if (next >= file.size) return offset;
    offset = next;
  }
}
