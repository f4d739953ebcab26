import { TrackError, type TrackRecord } from '@rbassist/core';
import { isEmbeddingOf, storedName, writeEmbedding } from '../vectors/embedding-file.ts';
import type { PlannedTrack } from './scan-plan.ts';
import type { ScanRun } from './scan-run.ts';
import type { TrackResult } from './track-request.ts';
import { failedPatch, type SavedTrack, trackPatch } from './track-update.ts';

type StoredTrack = { path: string; ok: true; value: TrackRecord } | { path: string; ok: false; error: TrackError };

/** Stores the files of waveform and vector first, then the record. */
export async function storeTrack(run: ScanRun, track: PlannedTrack, reply: TrackResult): Promise<StoredTrack> {
  const { meta } = run.context;
  const { key: path, signature, parts } = track;
  const record = meta.get(path);
  if (!reply.ok) {
    const error = new TrackError(reply.kind, path, reply.message, { remedies: reply.remedies });
    // a missing file is marked at the end of the scan, if it has a record
    if (reply.kind !== 'missing') meta.update(path, failedPatch(record, path, reply, signature));
    else run.vanished.add(path);
    return { path, ok: false, error };
  }
  if (reply.waveform) await run.context.waveforms.save(path, signature, reply.waveform);
  const vector = reply.vector && (await saveVector(run, path, record, reply.vector));
  const stored = meta.stored(path);
  const saved = { stored, signature, now: new Date(), vector, parts, force: run.settings.force };
  // a person may have set a value meanwhile
  meta.update(path, trackPatch(meta.get(path), path, reply, saved));
  return { path, ok: true, value: meta.get(path) ?? {} };
}

async function saveVector(
  { context: { folder }, embedding: model, replacedVectors }: ScanRun,
  path: string,
  record: TrackRecord | undefined,
  vector: Float32Array,
): Promise<SavedTrack['vector']> {
  if (!model) return undefined;
  const { isMigration, prepared } = model;
  const embedding = await writeEmbedding(folder, path, vector, isMigration ? prepared.space : undefined);
  const before = isMigration ? record?.embedding_next?.embedding : record?.embedding;
  // in a data folder that moved, records name the old folder
  const isReplaced = before !== undefined && storedName(before) === storedName(embedding);
  if (before !== undefined && !isReplaced && isEmbeddingOf(path, before)) replacedVectors.push(before);
  return { embedding, space: prepared.space, isMigration };
}
