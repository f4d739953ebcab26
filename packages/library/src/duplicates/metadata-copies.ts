import {
  isNamedAlike,
  mapConcurrent,
  metadataLinks,
  type RunOptions,
  type StoredSound,
  soundsDifferent,
  type TrackRecord,
} from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
/** Durations are compared in whole seconds, which may round apart. */
import { VECTOR_KEYS } from '../vectors/stored-vector.ts';
import type { AcousticLinks } from './acoustic-links.ts';
import type { DescribedFile } from './described-file.ts';

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

/** Sound of a track, and the space of its vector. */
interface HeardTrack extends StoredSound {
  space?: string;
}

/**
 * Links tracks with the same names and length, unless an earlier scan found that their sound differs. Decodes nothing,
 * and reads only what is stored of linked tracks.
 */
export async function linkByMetadata(
  files: readonly DescribedFile[],
  context: LibraryContext,
  run: RunOptions,
): Promise<Pick<AcousticLinks, 'links' | 'problems' | 'isCopyOf'>> {
  const links = metadataLinks(files, DURATION_TOLERANCE_S);
  const linked = [...new Set(links.flat())].map((at) => files[at]);
  const heard = await storedSounds(linked, context, run);
  const soundOf = ({ path }: DescribedFile): HeardTrack => heard.get(path) ?? {};
  const isCopyOf = (other: DescribedFile, keeper: DescribedFile): boolean => {
    if (!isNamedAlike(other, keeper, DURATION_TOLERANCE_S)) return false;
    const [a, b] = [soundOf(other), soundOf(keeper)];
    return !soundsDifferent(a, a.space === b.space ? b : { ...b, vector: undefined });
  };
  return { links, problems: [], isCopyOf };
}

/** Reads what is stored, by path. A vector that is missing or damaged tells nothing; `library check` reports it. */
async function storedSounds(
  files: readonly DescribedFile[],
  { meta, folder }: LibraryContext,
  run: RunOptions,
): Promise<Map<string, HeardTrack>> {
  const heard = new Map<string, HeardTrack>();
  if (files.length === 0) return heard;
  const stored = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, stored);
  const read = async ({ path, durationS }: DescribedFile) => {
    const record: TrackRecord = meta.get(path, SOUND_KEYS) ?? {};
    const named = spaces.vectorOf(path, record);
    const vector = named && (await loadEmbedding(stored.locate(named.stored)));
    const sound: HeardTrack = {
      ...{ durationS, space: named?.space, vector: vector?.ok ? vector.value : undefined },
      ...{ bpm: record.bpm ?? undefined, bpmConfidence: record.bpm_confidence },
      bassContour: record.features?.bass_contour?.contour,
      rhythmContour: record.features?.rhythm_contour?.contour,
      loudnessLufs: record.loudness_lufs ?? undefined,
      loudnessRangeLu: record.loudness_range_lu ?? undefined,
    };
    return { path, sound };
  };
  const nameOf = ({ path }: DescribedFile) => path;
  const options = { concurrency: CONCURRENCY, stage: 'vectors', nameOf, ...run } as const;
  for await (const { path, sound } of mapConcurrent(files, read, options)) heard.set(path, sound);
  run.signal?.throwIfAborted();
  return heard;
}
