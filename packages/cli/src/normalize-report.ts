import { basename } from 'node:path';
import type { NormalizedTrack, NormalizeEvent, NormalizeSummary } from '@rbassist/library';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Output, print, printJson } from './output.ts';
import { createProgressView, type ProgressView } from './progress-view.ts';

const STAGE = 'Normalising';

/** Shows tracks being normalised and what it came to. With `--json`, events are lines of JSON on stdout, the summary the last of them. */
export async function reportNormalize(
  events: AsyncGenerator<NormalizeEvent, NormalizeSummary>,
  paths: readonly string[],
  output: Output,
): Promise<ExitCode> {
  const view = await createProgressView(output);
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) {
        view.close();
        return finish(step.value, paths, output);
      }
      if (output.json) printJson(plainEvent(step.value));
      show(step.value, view, output);
    }
  } finally {
    view.close();
  }
}

function show(event: NormalizeEvent, view: ProgressView, output: Output): void {
  if (event.type === 'walk') {
    view.update('Looking for music', event.found, undefined);
  } else if (event.type === 'problem') {
    view.line(`${event.error.code}: ${event.error.message}`);
  } else if (event.type === 'plan') {
    if (event.total > 0) view.update(STAGE, 0, event.total);
  } else {
    const { path } = event.result;
    if (!event.result.ok) view.line(`${event.result.error.code}: ${event.result.error.message}`);
    else if (output.verbose) view.line(`${inWords(event.result.value)}: ${path}`);
    view.update(STAGE, event.done, event.total, basename(path));
  }
}

function inWords({ state, loudness_lufs, true_peak_db, gainDb, clips }: NormalizedTrack): string {
  if (loudness_lufs === null || gainDb === null) return state;
  const gain = `${gainDb > 0 ? '+' : ''}${gainDb.toFixed(2)} dB`;
  return `${state}, ${loudness_lufs.toFixed(1)} LUFS, peak ${true_peak_db?.toFixed(1)} dBTP, gain ${gain}${clips ? ', clips' : ''}`;
}

/** Errors do not turn into JSON by themselves. */
function plainEvent(event: NormalizeEvent): unknown {
  if (event.type === 'problem') return { ...event, error: { kind: event.error.code, message: event.error.message } };
  if (event.type !== 'track') return event;
  const { result, ...rest } = event;
  if (result.ok) return { ...rest, path: result.path, ok: true, ...result.value };
  return { ...rest, path: result.path, ok: false, error: { kind: result.error.code, message: result.error.message } };
}

function finish(summary: NormalizeSummary, paths: readonly string[], output: Output): ExitCode {
  if (output.json) printJson({ type: 'summary', ...summary });
  else if (!output.quiet) for (const line of summaryLines(summary, paths)) print(line);
  if (summary.interrupted) return EXIT.interrupted;
  return summary.failed > 0 || summary.found === 0 ? EXIT.failed : EXIT.done;
}

function summaryLines(summary: NormalizeSummary, paths: readonly string[]): string[] {
  const { targetLufs, dryRun, found, tagged, unchanged, silent, clipping, failed, interrupted } = summary;
  const lines: string[] = [];
  if (found === 0 && !interrupted) {
    lines.push(`No music found in ${paths.join(', ')}. Name a folder that holds audio files.`);
  } else {
    const what = dryRun ? 'tracks would be tagged' : 'tracks tagged';
    lines.push(`${tagged} ${what} for ${targetLufs} LUFS, ${unchanged} had the same tags.`);
  }
  if (silent > 0) lines.push(`${silent} are silent and have no gain.`);
  if (clipping > 0) lines.push(`${clipping} would clip at their gain; players that know ReplayGain turn them down.`);
  if (failed > 0) {
    const kinds = Object.entries(summary.failures).map(([kind, count]) => `${count} ${kind}`);
    lines.push(`${failed} failed (${kinds.join(', ')}).`);
  }
  if (interrupted) lines.push('Stopped early; everything done is saved. Run the same command again to do the rest.');
  return lines;
}
