import { createLoudnessMeter, type LoudnessAnalysis } from '@rbassist/analyze';
import { openAudio, partialError, writeReplayGain } from '@rbassist/audio';
import { fileSignature, type SignatureMode, TrackError, trackFailure } from '@rbassist/core';
import type { NormalizeReply, NormalizeTask } from './normalize-task.ts';

/** Measures a file if needed, and writes its gain to its tags. Runs in a worker thread. */
export async function normalizeTrack(task: NormalizeTask): Promise<NormalizeReply> {
  const { path, stored, hasContentSignature, targetLufs, dryRun, timeLimitS } = task;
  let measured: Extract<NormalizeReply, { ok: false }>['measured'];
  try {
    const before = await signatureOf(path);
    let loudness = stored?.signature === before ? stored.loudness : undefined;
    if (!loudness) {
      loudness = await measure(path, AbortSignal.timeout(timeLimitS * 1000));
      await requireUnchanged(path, before);
      measured = { loudness, signature: before };
    }
    const warnings: string[] = [];
    const onWarning = (message: string) => warnings.push(message);
    const { loudness_lufs: loudnessLufs, true_peak_db: truePeakDb } = loudness;
    const contentBefore = hasContentSignature && !dryRun ? await signatureOf(path, 'content') : undefined;
    const changed =
      loudnessLufs !== null &&
      truePeakDb !== null &&
      (await writeReplayGain(path, { loudnessLufs, truePeakDb, targetLufs }, { dryRun, onWarning }));
    const after = await signatureOf(path);
    const content =
      changed && contentBefore ? { before: contentBefore, after: await signatureOf(path, 'content') } : undefined;
    return { ok: true, loudness, measured: measured !== undefined, changed, before, after, content, warnings };
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'normalised'), measured };
  }
}

async function measure(path: string, signal: AbortSignal): Promise<LoudnessAnalysis> {
  const stream = await openAudio(path, { signal });
  const meter = createLoudnessMeter(stream);
  for await (const block of stream.blocks) meter.push(block);
  const outcome = stream.outcome();
  if (outcome.truncated) throw partialError(path, outcome);
  return meter.finish();
}

async function requireUnchanged(path: string, signature: string): Promise<void> {
  if ((await signatureOf(path)) === signature) return;
  throw new TrackError('unreadable', path, `${path} changed while it was measured.`, {
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
