import type { WaveformStore } from './waveform-store.ts';

/** Changes to the stored waveforms, after those of the records. */
export interface WaveformChanges {
  /** Tracks with new paths. */
  moved: readonly { from: string; to: string }[];
  /** Files of tracks that are gone. They can be computed again, so they don't go to the trash. */
  unneeded: readonly string[];
}

/** Plans the changes after a repair. `paths` are those of all records afterwards. */
export async function planWaveforms(
  store: WaveformStore,
  paths: Iterable<string>,
  moved: WaveformChanges['moved'],
): Promise<WaveformChanges> {
  const renamed = new Set(moved.map(({ from }) => store.fileOf(from)));
  const orphans = await store.orphans(paths);
  return { moved, unneeded: orphans.filter((file) => !renamed.has(file)) };
}
