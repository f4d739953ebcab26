import type { AnalysisPart } from '@rbassist/analyze';
import { type AudioTags, partialError } from '@rbassist/audio';
import {
  EDITABLE_FIELDS,
  type EmbeddingSpace,
  isFromFileName,
  keyName,
  parseKey,
  roundValue,
  type TrackRecord,
} from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { analysisPatch } from '../records/analysis-patch.ts';
import { takesTag } from './tag-values.ts';
import type { TrackResult } from './track-request.ts';

const TRACK_NUMBER = /^(?:\d{1,2}|0\d{2})$/;

export interface SavedTrack {
  /** The record as stored, including values that readers ignore. */
  stored?: TrackRecord;
  signature: string;
  now: Date;
  /** File of a new vector, if any; with `isMigration`, the old vector stays in use. */
  vector?: { embedding: string; space: EmbeddingSpace; isMigration: boolean };
  parts: readonly AnalysisPart[];
  force: boolean;
}

/** Keeps edited values, unless `force` is set. */
export function trackPatch(
  record: TrackRecord | undefined,
  path: string,
  reply: Extract<TrackResult, { ok: true }>,
  { stored = {}, signature, now, vector, parts, force }: SavedTrack,
): TrackPatch {
  const tags = tagsPatch(record, path, reply.tags, signature);
  const { analysis, contentSignature } = reply;
  // unreadable cues may still be a user's work
  const edited = Object.fromEntries(EDITABLE_FIELDS.filter((key) => key in stored).map((key) => [key, stored[key]]));
  return {
    ...tags,
    ...((vector || record?.duration === undefined) && { duration: roundValue('duration', reply.durationS) }),
    encoder_delay: reply.encoderDelay,
    added: record?.added ?? now.toISOString(),
    // the file is back in place
    staged: undefined,
    ...(vector && vectorPatch(vector, signature, reply.decoder)),
    ...(analysis &&
      analysisPatch({ ...record, ...edited, ...tags }, { analysis, parts, signature, contentSignature, force })),
    error: reply.truncated && partialFailure(path, reply, signature),
  };
}

/** The other values of a track that ends too early describe the existing part. */
function partialFailure(
  path: string,
  reply: Extract<TrackResult, { ok: true }>,
  signature: string,
): TrackPatch['error'] {
  const { kind, message } = partialError(path, reply);
  return { kind, message, signature };
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

/** Keeps earlier values, even an outdated vector. */
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
  const text = (name: 'artist' | 'title' | 'album' | 'genre' | 'comments') => {
    const stored = record?.[name];
    // a tag replaces a name that only came from the file's name
    const stays = stored !== undefined && stored !== '' && !isFromFileName(path, String(stored));
    if (!stays && tags[name]) patch[name] = tags[name];
    // earlier versions stored the track number as the artist
    else if (!stays && name === 'artist' && TRACK_NUMBER.test(stored ?? '')) patch.artist = undefined;
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
  // a tag of a changed file wins over an earlier measurement
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
