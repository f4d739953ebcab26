import { setImmediate as turn } from 'node:timers/promises';
import {
  bounded,
  dot,
  type EmbeddingSpace,
  isAsLong,
  namesOtherVersion,
  notify,
  OptionError,
  type RunOptions,
  TrackError,
  unit,
} from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../data-folder.ts';
import { EmbeddingFiles } from '../embedding-file.ts';
import { LibrarySpaces } from '../library-spaces.ts';
import type { DescribedFile } from './described-file.ts';
import type { FoundLinks } from './equal-files.ts';

/**
 * How far apart the vectors of two encodings of one recording may be, cosine distance, by the space they live in: as `npm run eval:duplicates` measures
 * it. Other spaces have not been measured.
 */
const LARGEST_DISTANCES: Readonly<Partial<Record<EmbeddingSpace, number>>> = { 'spectral-v1/96': 0.15 };
/** Encoders add some hundredths of a second, and whoever cuts silence off takes some seconds. */
const DURATION_TOLERANCE_S = 4;
const AT_ONCE = 16;
/** Rows compared before others may have their turn. */
const ROWS_A_TURN = 256;

/** Tracks that sound alike, and by how much each two differ. */
export interface AlikeSound extends FoundLinks {
  isCopyOf(other: DescribedFile, keeper: DescribedFile): boolean;
  /** Cosine distance of their vectors, 0..2. */
  distanceOf(a: DescribedFile, b: DescribedFile): number;
}

/**
 * Links tracks whose vectors are near each other and whose durations are about the same, unless their titles name different versions. Nothing is
 * decoded: a scan has made the vectors.
 *
 * @param options.maxDistance Cosine distance, 0..2. @default what was measured for the space that the library's vectors live in
 * @throws {OptionError} when nothing was measured for that space and `maxDistance` is not given.
 */
export async function alikeSound(
  files: readonly DescribedFile[],
  { meta, folder }: { meta: MetaStore; folder: DataFolder },
  options: RunOptions & { maxDistance?: number },
): Promise<AlikeSound> {
  const { vectors, problems, space } = await loadVectors(files, { meta, folder }, options);
  const maxDistance = options.maxDistance ?? measuredDistance(space);
  const distanceOf = (a: DescribedFile, b: DescribedFile): number => {
    const [one, other] = [vectors.get(a.path), vectors.get(b.path)];
    return one && other ? Math.max(0, 1 - dot(one, other)) : 2;
  };
  const isCopyOf = (a: DescribedFile, b: DescribedFile): boolean =>
    isAsLong(a, b, DURATION_TOLERANCE_S) && distanceOf(a, b) <= maxDistance && !namesOtherVersion(a.title, b.title);
  const rows = [...files.keys()].filter((at) => vectors.has(files[at].path) && (files[at].durationS ?? 0) > 0);
  rows.sort((a, b) => lengthOf(files[a]) - lengthOf(files[b]) || a - b);
  const links: AlikeSound['links'] = [];
  for (let i = 0; i < rows.length; i++) {
    const file = files[rows[i]];
    for (let j = i + 1; j < rows.length; j++) {
      const other = files[rows[j]];
      if (lengthOf(other) - lengthOf(file) > DURATION_TOLERANCE_S) break;
      if (isCopyOf(file, other)) links.push([rows[i], rows[j]]);
    }
    if (i % ROWS_A_TURN === 0 || i + 1 === rows.length) {
      notify(options.onProgress, { stage: 'compare', done: i + 1, total: rows.length, item: file.path });
      await turn();
      options.signal?.throwIfAborted();
    }
  }
  return { links, problems, isCopyOf, distanceOf };
}

function lengthOf({ durationS = 0 }: DescribedFile): number {
  return durationS;
}

function measuredDistance(space: EmbeddingSpace | undefined): number {
  const measured = space === undefined ? 0 : LARGEST_DISTANCES[space];
  if (measured !== undefined) return measured;
  throw new OptionError(
    `How near each other copies are was not measured for vectors of ${space}. Say maxDistance (--max-distance), a cosine distance such as 0.02.`,
  );
}

/** Unit vectors by path, all of one space. */
async function loadVectors(
  files: readonly DescribedFile[],
  { meta, folder }: { meta: MetaStore; folder: DataFolder },
  { signal, onProgress }: RunOptions,
): Promise<{
  vectors: Map<string, Float32Array>;
  problems: FoundLinks['problems'];
  space: EmbeddingSpace | undefined;
}> {
  const stored = await EmbeddingFiles.list(folder);
  const space = (await LibrarySpaces.of(meta, stored)).only();
  const vectors = new Map<string, Float32Array>();
  const problems: FoundLinks['problems'] = [];
  let done = 0;
  const load = async ({ path, record }: DescribedFile) => ({
    path,
    loaded: record.embedding ? await loadEmbedding(stored.locate(record.embedding)) : undefined,
  });
  for await (const { path, loaded } of bounded(files, AT_ONCE, load, () => signal?.aborted ?? false)) {
    if (loaded?.ok) vectors.set(path, unit(loaded.value));
    else {
      const reason = loaded ? loaded.error.message : `${path} was not listened to yet. Run "rbassist scan" on it.`;
      problems.push({ path, error: new TrackError('unreadable', path, reason, { cause: loaded?.error }) });
    }
    notify(onProgress, { stage: 'vectors', done: ++done, total: files.length, item: path });
  }
  signal?.throwIfAborted();
  return { vectors, problems, space };
}
