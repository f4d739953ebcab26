import type { TrackSummary } from '../../api/types.ts';

/** Returns the example after the one that plays, in turn; the first one if none plays, nothing without examples. */
export function exampleAfter(
  examples: readonly { track: TrackSummary }[],
  playing: string | undefined,
): TrackSummary | undefined {
  const at = examples.findIndex(({ track }) => track.id === playing);
  return examples[(at + 1) % Math.max(1, examples.length)]?.track;
}
