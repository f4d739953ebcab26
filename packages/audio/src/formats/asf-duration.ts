import type { AudioFile } from './audio-file.ts';
import { type DeclaredDuration, UNKNOWN_DURATION } from './declared-duration.ts';
import { parseMetadata } from './parse-metadata.ts';

const HEAD_BYTES = 1 << 16;
const FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');
/** The file's size comes after the object's id and size, and the file's id. */
const SIZE_OFFSET = 16 + 8 + 16;

/** The file is truncated if it is smaller than the size in its header. */
export async function asfDuration(file: AudioFile): Promise<DeclaredDuration> {
  const { duration } = (await parseMetadata(file.path, 'asf')).format;
  if (!duration || duration <= 0) return UNKNOWN_DURATION;
  const head = Buffer.from(await file.read(0, HEAD_BYTES));
  const at = head.indexOf(FILE_PROPERTIES);
  const statedBytes = at < 0 || at + SIZE_OFFSET + 8 > head.length ? 0 : Number(head.readBigUInt64LE(at + SIZE_OFFSET));
  return { durationS: duration, declared: statedBytes > 0, truncated: statedBytes > file.size };
}
