import {
  isNamedAlike,
  mapConcurrent,
  metadataLinks,
  type RunOptions,
  type StoredSound,
  soundsDifferent,
  storedSound,
  type TrackRecord,
} from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { VECTOR_KEYS } from '../vectors/stored-vector.ts';
import type { AcousticLinks } from './acoustic-links.ts';
import type { DescribedFile } from './described-file.ts';

/** Stored durations may be whole seconds, so two copies may differ by one. */
const DURATION_TOLERANCE_S = 1;
const CONCURRENCY = 16;

const SOUND_KEYS: readonly string[] = [
  ...VECTOR_KEYS,
  'bpm',
  'bpm_confidence',
  'features',
  'loudness_lufs',
  'loudness_range_lu',
];

interface TrackSound extends StoredSound {
  space?: string;
}

/** Links tracks with the same names and length, unless the stored analysis says that they sound different. */
export async function linkByMetadata(
  files: readonly DescribedFile[],
  context: LibraryContext,
  run: RunOptions,
): Promise<Pick<AcousticLinks, 'links' | 'problems' | 'isCopyOf'>> {
  const links = metadataLinks(files, DURATION_TOLERANCE_S);
  const linked = [...new Set(links.flat())].map((at) => files[at]);
  const sounds = await storedSounds(linked, context, run);
  const soundOf = ({ path }: DescribedFile): TrackSound => sounds.get(path) ?? {};
  const isCopyOf = (other: DescribedFile, keeper: DescribedFile): boolean => {
    if (!isNamedAlike(other, keeper, DURATION_TOLERANCE_S)) return false;
    const [a, b] = [soundOf(other), soundOf(keeper)];
    return !soundsDifferent(a, a.space === b.space ? b : { ...b, vector: undefined });
  };
  return { links, problems: [], isCopyOf };
}

/** Ignores a missing or damaged vector; `library check` reports it. */
async function storedSounds(
  files: readonly DescribedFile[],
  { meta, folder }: LibraryContext,
  run: RunOptions,
): Promise<Map<string, TrackSound>> {
  const sounds = new Map<string, TrackSound>();
  if (files.length === 0) return sounds;
  const stored = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, stored);
  const read = async ({ path, durationS }: DescribedFile) => {
    const record: TrackRecord = meta.get(path, SOUND_KEYS) ?? {};
    const named = spaces.vectorOf(path, record);
    const vector = named && (await loadEmbedding(stored.locate(named.stored)));
    const sound: TrackSound = {
      ...storedSound(record),
      ...{ durationS, space: named?.space, vector: vector?.ok ? vector.value : undefined },
    };
    return { path, sound };
  };
  const nameOf = ({ path }: DescribedFile) => path;
  const options = { concurrency: CONCURRENCY, stage: 'vectors', nameOf, ...run } as const;
  for await (const { path, sound } of mapConcurrent(files, read, options)) sounds.set(path, sound);
  run.signal?.throwIfAborted();
  return sounds;
}
