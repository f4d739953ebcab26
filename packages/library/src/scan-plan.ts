import { walkAudio } from '@rbassist/audio';
import { type EmbeddingSpace, fileSignature, TrackError, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { EmbeddingFiles } from './embedding-file.ts';
import type { LibrarySpaces } from './library-spaces.ts';
import { isPassing } from './track-update.ts';

/** A track that has to be listened to. */
export interface PlannedTrack {
  path: string;
  signature: string;
}

/** What walking the folders found. */
export type PlanEvent =
  | { type: 'listen'; track: PlannedTrack }
  | { type: 'unchanged'; path: string }
  /** It failed before, its file has not changed, and trying again would not help. */
  | { type: 'still-failing'; path: string; error: TrackError }
  | { type: 'problem'; path: string; error: TrackError };

/** What decides whether a track is listened to again. */
export interface PlanOptions {
  space: EmbeddingSpace;
  /** Listen to every track, changed or not. */
  all: boolean;
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
  for await (const found of walkAudio(paths)) {
    if (found.type === 'problem') {
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
    yield judge(path, signature, meta.get(path), files, spaces, options);
  }
}

function judge(
  path: string,
  signature: string,
  record: TrackRecord | undefined,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  { space, all, retryFailed }: PlanOptions,
): PlanEvent {
  const listen: PlanEvent = { type: 'listen', track: { path, signature } };
  if (!record || all) return listen;
  const { error } = record;
  if (error && error.signature === signature && !retryFailed && !isPassing(error.kind)) {
    return { type: 'still-failing', path, error: new TrackError(error.kind, path, error.message) };
  }
  if (error || !record.embedding || !files.has(record.embedding)) return listen;
  const sameSpace = spaces.spaceOf(record) === space;
  // the Python rbassist stored no signature; its vectors are taken to be of the file as it is
  const sameFile = record.embedding_signature === undefined || record.embedding_signature === signature;
  return sameSpace && sameFile ? { type: 'unchanged', path } : listen;
}
