import type { AnalysisPart } from '@rbassist/analyze';
import { type EmbeddingSpace, fileSignature, TrackError, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { walkMusic } from '../files/walk-music.ts';
import { KnownPaths } from '../records/known-paths.ts';
import type { EmbeddingFiles } from '../vectors/embedding-file.ts';
import type { LibrarySpaces } from '../vectors/library-spaces.ts';
import { type AnalysisPlanOptions, partsToCompute, type TrackFile } from './analysis-plan.ts';
import { isPassing } from './track-update.ts';

/** A track that has to be listened to, and what for. */
export interface PlannedTrack extends TrackFile {
  /** Compute its vector. */
  embed: boolean;
  /** Parts of its analysis to compute. */
  parts: readonly AnalysisPart[];
}

/** What walking the folders found; `path` is the one that the library knows a track by. */
export type PlanEvent =
  | { type: 'process'; track: PlannedTrack }
  | { type: 'unchanged'; path: string }
  /** It failed before, its file has not changed, and trying again would not help. */
  | { type: 'still-failing'; path: string; error: TrackError }
  | { type: 'problem'; path: string; error: TrackError }
  | { type: 'walk'; found: number };

/** What decides whether a track is listened to again. */
export interface PlanOptions extends AnalysisPlanOptions {
  /** Of the vectors that are wanted; absent where none are. */
  space: EmbeddingSpace | undefined;
  /** Listen to every track, changed or not. */
  all: boolean;
  /** Ends the walk early. */
  signal: AbortSignal | undefined;
  /** Try failed tracks again although their files have not changed. */
  retryFailed: boolean;
}

/** Walks the paths and tells for every audio file whether it has to be listened to. */
export async function* planScan(
  paths: readonly string[],
  meta: MetaStore,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  options: PlanOptions,
): AsyncGenerator<PlanEvent> {
  const known = new KnownPaths(meta);
  const respelled = new Set<string>();
  for await (const found of walkMusic(paths, options.signal)) {
    if (found.type !== 'file') {
      yield found;
      continue;
    }
    const { path } = found;
    const signature = await fileSignature(path).catch(() => undefined);
    if (signature === undefined) {
      yield {
        type: 'problem',
        path,
        error: new TrackError('missing', path, `${path} vanished while the folder was read.`),
      };
      continue;
    }
    let key = (await known.ofFile(path)) ?? path;
    if (key !== path) {
      // of two files that fit one record, the first has it
      if (respelled.has(key)) key = path;
      else respelled.add(key);
    }
    yield await judge({ path, key, signature }, meta, files, spaces, options);
  }
}

async function judge(
  file: TrackFile,
  meta: MetaStore,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  options: PlanOptions,
): Promise<PlanEvent> {
  const { key: path, signature } = file;
  const record = meta.get(path);
  const { space, parts, all, retryFailed } = options;
  const everything: PlanEvent = { type: 'process', track: { ...file, embed: space !== undefined, parts } };
  if (!record || all) return everything;
  const { error } = record;
  if (error && error.signature === signature && !retryFailed && !isPassing(error.kind)) {
    return { type: 'still-failing', path, error: new TrackError(error.kind, path, error.message) };
  }
  if (error) return everything;
  const embed = space !== undefined && !hasVector(record, { signature, space }, files, spaces);
  const toCompute = await partsToCompute(file, record, meta, options);
  if (!embed && toCompute.length === 0) return { type: 'unchanged', path };
  return { type: 'process', track: { ...file, embed, parts: toCompute } };
}

/** Whether a track has a vector of this space, in use or waiting, of the file as it is. */
function hasVector(
  record: TrackRecord,
  { signature, space }: { signature: string; space: EmbeddingSpace },
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
): boolean {
  const { embedding_next: next } = record;
  if (next?.embedding_space === space) return files.has(next.embedding) && next.embedding_signature === signature;
  if (!record.embedding || !files.has(record.embedding)) return false;
  // the Python rbassist stored no signature; its vectors are taken to be of the file as it is
  const sameFile = record.embedding_signature === undefined || record.embedding_signature === signature;
  return sameFile && spaces.spaceOf(record) === space;
}
