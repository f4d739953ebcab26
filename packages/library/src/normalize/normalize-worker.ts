import { createLoudnessMeter, type LoudnessAnalysis } from '@rbassist/analyze';
import { openAudio, partialError, writeReplayGain } from '@rbassist/audio';
import { fileSignature, type SignatureMode, TrackError, trackFailure } from '@rbassist/core';
import type { NormalizeReply, NormalizeTask } from './normalize-task.ts';

export async function normalizeTrack(task: NormalizeTask): Promise<NormalizeReply> {
  const { path, stored, content, targetLufs, dryRun, timeLimitS } = task;
  let measured: Extract<NormalizeReply, { ok: false }>['measured'];
  const warnings: string[] = [];
  const onWarning = (message: string) => warnings.push(message);
  try {
    const before = await signatureOf(path);
    let loudness = stored?.signature === before ? stored.loudness : undefined;
    if (!loudness) {
      loudness = await measure(path, AbortSignal.timeout(timeLimitS * 1000), onWarning);
      await requireUnchanged(path, before);
      measured = { loudness, signature: before };
    }
    const { loudness_lufs: loudnessLufs, true_peak_db: truePeakDb } = loudness;
    const isStored = !dryRun && content !== undefined && (await isStoredContent(path, before, content));
    const changed =
      loudnessLufs !== null &&
      truePeakDb !== null &&
      (await writeReplayGain(path, { loudnessLufs, truePeakDb, targetLufs }, { dryRun, onWarning }));
    const sha1 = isStored && changed ? await fileSignature(path, 'content') : undefined;
    const after = await signatureOf(path);
    return { ok: true, loudness, measured: measured !== undefined, changed, before, after, sha1, warnings };
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'normalised'), measured };
  }
}

/** Reads the file only if its time or size changed. */
async function isStoredContent(
  path: string,
  now: string,
  { sha1, signature }: NonNullable<NormalizeTask['content']>,
): Promise<boolean> {
  return signature === now || (await fileSignature(path, 'content')) === sha1;
}

/** If a file ends too early, measures the part that exists, because players play it. */
async function measure(
  path: string,
  signal: AbortSignal,
  onWarning: (message: string) => void,
): Promise<LoudnessAnalysis> {
  const stream = await openAudio(path, { signal });
  const meter = createLoudnessMeter(stream);
  for await (const block of stream.blocks) meter.push(block);
  const outcome = stream.outcome();
  if (outcome.truncated) onWarning(partialError(path, outcome).message);
  return meter.finish();
}

async function requireUnchanged(path: string, signature: string): Promise<void> {
  if ((await signatureOf(path)) === signature) return;
  throw new TrackError('unreadable', path, `${path} changed while rbassist measured it.`, {
    remedies: [{ action: 'retry' }],
  });
}

async function signatureOf(path: string, mode: SignatureMode = 'fast'): Promise<string> {
  try {
    return await fileSignature(path, mode);
  } catch (error) {
    throw new TrackError('missing', path, `${path} does not exist.`, { cause: error, remedies: [{ action: 'retry' }] });
  }
}
