/** Media type of a picture that rbassist shows. An SVG file may hold scripts, so it is not among them. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

/** Bytes in hex, from an offset. */
const MAGIC: readonly (readonly [type: PictureType, offset: number, bytes: string])[] = [
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/gif', 0, '474946383761'], // GIF87a
  ['image/gif', 0, '474946383961'], // GIF89a
  ['image/webp', 8, '57454250'], // WEBP, after RIFF and a size
];
const MAGIC_BYTES = 12;

/** Recognises a picture by its content, whatever its file or tag calls it. Returns undefined for anything else. */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  const start = Buffer.from(bytes.subarray(0, MAGIC_BYTES)).toString('hex');
  return MAGIC.find(([, offset, magic]) => start.startsWith(magic, 2 * offset))?.[0];
}
