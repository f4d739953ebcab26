import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { type Picture, pictureType, readPicture } from '@rbassist/audio';
import { listFolder, readRegularFile } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { requireTrack } from '../records/require-track.ts';

/** The picture of a track. */
export interface Artwork extends Picture {
  /** Text that changes with the picture. */
  version: string;
}

/** Larger pictures are not shown. */
const MAX_BYTES = 16 * 2 ** 20;
/** Names of pictures that music programs put into the folder of an album, in order of preference. */
const PICTURE_NAMES = ['cover', 'folder', 'front'];
const PICTURE_NAME = new RegExp(`^(${PICTURE_NAMES.join('|')})\\.(?:jpe?g|png|gif|webp)$`, 'i');

/** See `Library.artwork`. */
export async function trackArtwork(context: LibraryContext, path: string): Promise<Artwork | undefined> {
  await context.refresh();
  const { key } = requireTrack(context, path);
  const picture = (await readPicture(key, MAX_BYTES).catch(() => undefined)) ?? (await folderPicture(dirname(key)));
  return picture && { ...picture, version: createHash('sha1').update(picture.bytes).digest('hex') };
}

async function folderPicture(folder: string): Promise<Picture | undefined> {
  const names = await listFolder(folder).catch(() => []);
  const rank = (name: string) => PICTURE_NAMES.indexOf(PICTURE_NAME.exec(name)![1].toLowerCase());
  for (const name of names.filter((name) => PICTURE_NAME.test(name)).sort((a, b) => rank(a) - rank(b))) {
    const bytes = await readRegularFile(join(folder, name), MAX_BYTES).catch(() => undefined);
    const type = bytes && pictureType(bytes);
    if (type) return { type, bytes };
  }
  return undefined;
}
