import type { AnalysisPart } from '@rbassist/analyze';
import type { AudioTags } from '@rbassist/audio';
import {
  type EmbeddingSpace,
  fileStem,
  keyName,
  parseKey,
  roundValue,
  type TrackErrorKind,
  type TrackRecord,
} from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { analysisPatch } from '../records/analysis-patch.ts';
import { takesTag } from './tag-values.ts';
import type { TrackResult } from './track-request.ts';

/** Failures that may pass by themselves. The others stay until the file changes. */
const PASSING: ReadonlySet<TrackErrorKind> = new Set(['missing', 'unreadable', 'timeout', 'internal']);

/** True if a track that failed like this is tried again although its file has not changed. */
export function isPassing(kind: TrackErrorKind): boolean {
  return PASSING.has(kind);
}

/** The file of a processed track, and the results that belong to it. */
export interface SavedTrack {
  signature: string;
  now: Date;
  /** Its vector's file, if one was computed; `isMigration` if the vector in use stays for now. */
  vector?: { embedding: string; space: EmbeddingSpace; isMigration: boolean };
  /** The parts of its analysis that were computed. */
  parts: readonly AnalysisPart[];
  /** The analysis replaces values that someone edited. */
  force: boolean;
}

/** Makes the patch for a processed track whose vector, if any, is saved. Values that a person set stay. */
export function trackPatch(
  record: TrackRecord | undefined,
  path: string,
  reply: Extract<TrackResult, { ok: true }>,
  { signature, now, vector, parts, force }: SavedTrack,
): TrackPatch {
  const tags = tagsPatch(record, path, reply.tags, signature);
  const { analysis } = reply;
  return {
    ...tags,
    ...((vector || record?.duration === undefined) && { duration: roundValue('duration', reply.durationS) }),
    added: record?.added ?? now.toISOString(),
    // its file is back, however it came there
    staged: undefined,
    ...(vector && vectorPatch(vector, signature, reply.decoder)),
    ...(analysis && analysisPatch({ ...record, ...tags }, { analysis, parts, signature, force })),
    error: undefined,
  };
}

function vectorPatch(
  { embedding, space, isMigration }: NonNullable<SavedTrack['vector']>,
  signature: string,
  decoder: string,
): TrackPatch {
  const vector = {
    embedding,
    embedding_space: space,
    embedding_signature: signature,
    embedding_decoder: decoder,
  };
  return isMigration ? { embedding_next: vector } : { ...vector, embedding_source: 'baseline' };
}

/** Makes the patch for a track that failed. Earlier values stay, also the vector of an earlier state of the file. */
export function failedPatch(
  record: TrackRecord | undefined,
  path: string,
  reply: Extract<TrackResult, { ok: false }>,
  signature: string | undefined,
): TrackPatch {
  return {
    ...tagsPatch(record, path, reply.tags, signature),
    error: {
      kind: reply.kind,
      message: reply.message,
      ...(reply.remedies && { remedies: reply.remedies }),
      ...(signature !== undefined && { signature }),
    },
  };
}

function tagsPatch(
  record: TrackRecord | undefined,
  path: string,
  tags: AudioTags,
  signature: string | undefined,
): TrackPatch {
  const patch: TrackPatch = {};
  const stem = fileStem(path);
  const text = (name: 'artist' | 'title' | 'album' | 'genre' | 'comments') => {
    const known = record?.[name];
    // a name taken from the file's name gives way to a tag
    const settled = known !== undefined && known !== '' && !stem.includes(known);
    if (!settled && tags[name]) patch[name] = tags[name];
  };
  text('artist');
  text('title');
  text('album');
  text('genre');
  text('comments');
  if (record?.year === undefined && tags.year !== undefined) patch.year = tags.year;
  if (tags.bitrate !== undefined) patch.bitrate = roundValue('bitrate', tags.bitrate);
  if (tags.sampleRate !== undefined) patch.sample_rate = tags.sampleRate;
  if (record?.duration === undefined && tags.durationS !== undefined)
    patch.duration = roundValue('duration', tags.durationS);
  // a tag that came with a change of the file wins over what was measured before
  if (takesTag(record, 'bpm', signature) && tags.bpm !== undefined) {
    patch.bpm = roundValue('bpm', tags.bpm);
    patch.bpm_confidence = undefined;
  }
  const key = parseKey(tags.key);
  if (takesTag(record, 'key', signature) && key) {
    patch.key = key;
    patch.key_name = keyName(key);
    patch.key_confidence = undefined;
  }
  return patch;
}
