/** An SVG file may hold scripts, so it is not among them. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

const MAGIC: readonly (readonly [start: RegExp, type: PictureType])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
];
const MAGIC_BYTES = 12;

/** Recognises a picture by its content, whatever its file or tag calls it. Returns undefined for anything else. */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  const start = Buffer.from(bytes.subarray(0, MAGIC_BYTES)).toString('latin1');
  return MAGIC.find(([magic]) => magic.test(start))?.[1];
}
