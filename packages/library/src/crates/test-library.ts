import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { type Library, type LibraryWarning, openLibrary } from '../index.ts';
import { embeddingFileName } from '../vectors/embedding-file.ts';

const DIMENSIONS = 160;

/** Opens an invented library. Each track may have an `angle`, which places its vector on a circle; null gives none. */
export async function testLibrary(
  tracks: Record<string, Record<string, unknown>>,
  onWarning?: (warning: LibraryWarning) => void,
): Promise<Library> {
  const dataDir = await temporaryFolder('crates');
  await mkdir(join(dataDir, 'embeddings'));
  const stored: Record<string, object> = {};
  for (const [path, { angle, ...record }] of Object.entries(tracks)) {
    const name = embeddingFileName(path);
    const embedding = join(dataDir, 'embeddings', name);
    if (typeof angle === 'number') await writeFile(embedding, sealNpy(encodeNpy(vectorAt(angle)), name));
    const vector = { embedding, embedding_source: 'baseline', embedding_space: `spectral-v1/${DIMENSIONS}` };
    stored[path] = { ...(typeof angle === 'number' && vector), ...record };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: stored }));
  return openLibrary({ dataDir, engine: 'exact', onWarning });
}

/** Returns a vector whose cosine with that of another angle is the cosine of their difference. */
function vectorAt(angle: number): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  vector[0] = Math.cos(angle);
  vector[1] = Math.sin(angle);
  return vector;
}
