import { stat } from 'node:fs/promises';
import { mayBeOfModel, type RunOptions, spaceDimensions, TrackError } from '@rbassist/core';
import { type ClipAndReference, type ClipComparison, compareClip, type Embedder } from '@rbassist/embed';
import { loadEmbedding } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { VECTOR_KEYS } from '../vectors/stored-vector.ts';
import { type EmbeddingOptions, prepareEmbedder } from './prepare-embedder.ts';

export interface StoredModelFolder {
  /** Id on the hub, e.g. `m-a-p/MERT-v1-330M`. */
  id: string;
  folder: string;
}

export type CompareStoredOptions = RunOptions & Pick<EmbeddingOptions, 'device'>;

export interface ClipSource {
  compareStored(model: StoredModelFolder, options?: CompareStoredOptions): Promise<ClipComparison | undefined>;
}

/** Maximum number of tracks to try if the first ones can't be decoded. */
const MOST_TRIED = 10;

/** Loads the model only if there may be a vector to compare with. */
export async function compareStored(
  context: LibraryContext,
  { id, folder: checkpoint }: StoredModelFolder,
  { device, ...runOptions }: CompareStoredOptions,
): Promise<ClipComparison | undefined> {
  let embedder: Embedder | undefined;
  const failures: TrackError[] = [];
  try {
    for await (const pair of pythonVectors(context, id)) {
      embedder ??= await (await prepareEmbedder(checkpoint, { device, windows: 'canonical' })).open();
      if (pair.dimensions !== embedder.dimensions) return undefined;
      try {
        return await compareClip(embedder, pair, runOptions);
      } catch (error) {
        if (!(error instanceof TrackError)) throw error;
        failures.push(error);
        if (failures.length === MOST_TRIED) break;
      }
    }
  } finally {
    await embedder?.close();
  }
  if (failures.length > 0) throw failures[0];
  return undefined;
}

/** Both files of a track exist and are readable. */
async function* pythonVectors(
  { folder, meta }: LibraryContext,
  model: string,
): AsyncGenerator<ClipAndReference & { dimensions: number }> {
  const files = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, files);
  for (const [clip, record] of meta.tracks(VECTOR_KEYS)) {
    const vector = spaces.vectorOf(clip, record);
    if (vector?.space === undefined || vector.isOwn || !mayBeOfModel(vector.space, model)) continue;
    if (!(await stat(clip).catch(() => undefined))?.isFile()) continue;
    const reference = files.locate(vector.stored);
    const dimensions = spaceDimensions(vector.space);
    if ((await loadEmbedding(reference, dimensions)).ok) yield { clip, reference, dimensions };
  }
}
