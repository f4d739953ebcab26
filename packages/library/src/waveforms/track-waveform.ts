import { checkOptions, numberFrom, type OptionRule, optionRules, requirePaths, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { requireTrack } from '../records/require-track.ts';
import type { StripOptions, Waveform, WaveformPart } from './library-waveforms.ts';

const SECONDS = numberFrom(0);
const RULES = { startS: SECONDS, durationS: SECONDS } satisfies Record<keyof WaveformPart, OptionRule>;

const STRIP_RULES = { draw: optionRules.flag } satisfies Record<keyof StripOptions, OptionRule>;

/** See `Library.waveformStrips`. */
export async function waveformStrips(
  context: LibraryContext,
  paths: readonly string[],
  options: StripOptions,
): Promise<(Uint8Array | undefined)[]> {
  requirePaths('paths', paths);
  checkOptions(options, STRIP_RULES);
  return context.waveforms.strips(paths, options);
}

/** See `Library.waveform`. */
export async function trackWaveform(context: LibraryContext, path: string, part?: WaveformPart): Promise<Waveform> {
  if (part) {
    checkOptions(part, RULES);
    requireRule('startS', part.startS, SECONDS);
    requireRule('durationS', part.durationS, SECONDS);
  }
  await context.refresh();
  const { key, record } = requireTrack(context, path);
  return part ? context.waveforms.detail(key, part, record) : context.waveforms.overview(key);
}
