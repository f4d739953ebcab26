import { parseMetadata } from '../formats/parse-metadata.ts';
import { sniffFormat } from '../formats/sniff-format.ts';
import { type PictureType, pictureType } from './picture-type.ts';

/** A picture, with the type that its content shows. */
export interface Picture {
  type: PictureType;
  bytes: Uint8Array;
}

const FRONT = /front/i;

/**
 * Reads the picture in a file's tags: the front cover, or else the first that is a JPEG, PNG, GIF or WebP.
 *
 * @param maxBytes Size of the largest picture to return.
 * @returns undefined if there is none, or if the tags can't be read.
 * @throws {TrackError} `missing`, `unreadable` or `not-audio`.
 */
export async function readPicture(path: string, maxBytes: number): Promise<Picture | undefined> {
  const format = await sniffFormat(path);
  const metadata = await parseMetadata(path, format, { skipCovers: false }).catch(() => undefined);
  const pictures = (metadata?.common.picture ?? []).toSorted((a, b) => rank(a.type) - rank(b.type));
  for (const { data } of pictures) {
    const type = data.length <= maxBytes ? pictureType(data) : undefined;
    if (type) return { type, bytes: data };
  }
  return undefined;
}

function rank(type: string | undefined): number {
  return FRONT.test(type ?? '') ? 0 : 1;
}
