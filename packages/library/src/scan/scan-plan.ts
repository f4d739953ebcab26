import type { AnalysisPart } from '@rbassist/analyze';
import type { SkipReason } from '@rbassist/audio';
import { type EmbeddingSpace, fileSignature, TrackError, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { earlierFailure, hasFailed } from '../failures/earlier-failure.ts';
import { walkMusic } from '../files/walk-music.ts';
import { missingEnergy } from '../records/analysis-patch.ts';
import { endOwnPoints } from '../records/own-cues.ts';
import { StoredPaths } from '../records/stored-paths.ts';
import type { EmbeddingFiles } from '../vectors/embedding-file.ts';
import type { LibrarySpaces } from '../vectors/library-spaces.ts';
import { type AnalysisPlanOptions, partsToCompute, type TrackFile } from './analysis-plan.ts';

export interface PlannedTrack extends TrackFile {
  embed: boolean;
  parts: readonly AnalysisPart[];
}

/** Event of {@link planScan}; a track's `path` is that of its record. */
export type PlanEvent =
  | { type: 'process'; track: PlannedTrack }
  | { type: 'unchanged'; path: string; record: TrackRecord }
  /** The track failed before, its file has not changed, and a retry would fail again. */
  | { type: 'still-failing'; path: string; error: TrackError }
  | { type: 'problem'; path: string; error: TrackError }
  | { type: 'skipped'; path: string; reason: SkipReason }
  | { type: 'walk'; found: number };

export interface PlanOptions extends AnalysisPlanOptions {
  space: EmbeddingSpace | undefined;
  reEmbed: boolean;
  all: boolean;
  signal: AbortSignal | undefined;
  retryFailed: boolean;
  unfinished: ReadonlySet<string>;
}

export async function* planScan(
  paths: readonly string[],
  meta: MetaStore,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  options: PlanOptions,
): AsyncGenerator<PlanEvent> {
  const storedPaths = new StoredPaths(meta);
  const respelled = new Set<string>();
  for await (const found of walkMusic(paths, options.signal)) {
    if (found.type !== 'file') {
      yield found;
      continue;
    }
    const { path } = found;
    if (options.unfinished.has(path)) {
      yield { type: 'skipped', path, reason: 'unfinished' };
      continue;
    }
    const signature = await fileSignature(path).catch(() => undefined);
    if (signature === undefined) {
      const message = `${path} was removed while rbassist read its folder.`;
      yield {
        type: 'problem',
        path,
        error: new TrackError('missing', path, message, { remedies: [{ action: 'retry' }] }),
      };
      continue;
    }
    let key = (await storedPaths.ofFile(path)) ?? path;
    if (key !== path) {
      // the first of two files that match one record gets it
      if (respelled.has(key)) key = path;
      else respelled.add(key);
    }
    yield await planTrack({ path, key, signature }, meta, files, spaces, options);
  }
}

async function planTrack(
  file: TrackFile,
  meta: MetaStore,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  options: PlanOptions,
): Promise<PlanEvent> {
  const { key: path, signature } = file;
  const record = meta.get(path);
  const { space, reEmbed, parts, all, retryFailed } = options;
  const everything: PlanEvent = { type: 'process', track: { ...file, embed: space !== undefined, parts } };
  if (!record) return everything;
  const failure = retryFailed ? undefined : earlierFailure(path, record, signature);
  if (failure) return { type: 'still-failing', path, error: failure };
  if (all) return everything;
  const added = parts.includes('features') ? missingEnergy(record) : undefined;
  const ended = endOwnPoints(record);
  if (ended || added) meta.update(path, { ...ended, ...added });
  const { error } = record;
  if (hasFailed(record) || (error && retryFailed)) return everything;
  const embed = space !== undefined && !hasVector(record, { path, signature, space, reEmbed }, files, spaces);
  const toCompute = await partsToCompute(file, record, meta, options);
  if (!embed && toCompute.length === 0)
    return { type: 'unchanged', path, record: ended || added ? (meta.get(path) ?? record) : record };
  return { type: 'process', track: { ...file, embed, parts: toCompute } };
}

/** Returns true if a track has a vector of this space and signature, in use or of a migration. */
function hasVector(
  record: TrackRecord,
  { path, signature, space, reEmbed }: { path: string; signature: string; space: EmbeddingSpace; reEmbed: boolean },
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
): boolean {
  const { embedding_next: next } = record;
  if (next?.embedding_space === space) return files.has(next.embedding) && next.embedding_signature === signature;
  const vector = spaces.vectorOf(path, record);
  if (!vector || !files.has(vector.stored)) return false;
  // the Python rbassist stored no signature, so its vectors count as current
  const before = vector.isReplaced ? undefined : record.embedding_signature;
  const sameFile = before === undefined || before === signature;
  return sameFile && (vector.space === space || (!reEmbed && spaces.isKeptMixture(vector.space)));
}
