import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { libraryTracks, writeLibrary } from './make-library.ts';
import { musicLikeVectors } from './music-like-vectors.ts';

const DIMENSIONS = 1024;
const WRITTEN_AT_ONCE = 64;

/**
 * Makes a data folder like a scan of that many tracks: records with contours, float16 vectors and the index. Returns
 * the names of some tracks, spread over the library.
 */
export async function makeDataFolder(folder: string, tracks: number, names = 1): Promise<string[]> {
  const embeddings = join(folder, 'embeddings');
  await mkdir(embeddings, { recursive: true });
  await writeLibrary(join(folder, 'meta.json'), tracks);
  const vectors = musicLikeVectors(tracks, DIMENSIONS, 1);
  const chosen: string[] = [];
  let writing: Promise<void>[] = [];
  let i = 0;
  for (const [, { artist, title, embedding = '' }] of libraryTracks(tracks)) {
    const name = embedding.slice(embedding.lastIndexOf('/') + 1);
    const npy = encodeNpy(vectors.next().value as Float32Array, 'float16');
    writing.push(writeFile(join(embeddings, name), sealNpy(npy, name)));
    if (i++ === Math.floor(((chosen.length + 0.5) * tracks) / names)) chosen.push(`${artist} - ${title}`);
    if (writing.length < WRITTEN_AT_ONCE) continue;
    await Promise.all(writing);
    writing = [];
  }
  await Promise.all(writing);
  const library = await openLibrary({ dataDir: folder });
  await library.buildIndex();
  await library.close();
  return chosen;
}
