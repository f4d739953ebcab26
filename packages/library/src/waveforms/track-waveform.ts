import { checkOptions, numberFrom, type OptionRule, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { requireTrack } from '../records/require-track.ts';
import type { Waveform, WaveformPart } from './library-waveforms.ts';

const SECONDS = numberFrom(0);
const RULES = { startS: SECONDS, durationS: SECONDS } satisfies Record<keyof WaveformPart, OptionRule>;

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
