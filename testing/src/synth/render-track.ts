import { renderSong } from './render-song.ts';
import type { Stereo } from './sound.ts';
import type { TrackSpec } from './track-table.ts';

/** Renders a track at its own sample rate. For a mono file, both sides have the same samples. */
export function renderTrack(spec: TrackSpec): Stereo & { sampleRate: number } {
  const { left, right } = renderSong(spec);
  if (spec.channels === 2) return { left, right, sampleRate: spec.sampleRate };
  for (let i = 0; i < left.length; i++) left[i] = 0.5 * (left[i] + right[i]);
  return { left, right: left, sampleRate: spec.sampleRate };
}
