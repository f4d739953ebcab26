import { availableParallelism, cpus, loadavg } from 'node:os';
import type { DecoderDescription } from '@rbassist/audio';

export interface Machine {
  cpu: string;
  cores: number;
  node: string;
  ffmpeg: string | null;
  /** Average number of runnable processes in the last minute; null if the system does not report it. */
  load: number | null;
}

export function describeMachine(decoders: readonly DecoderDescription[]): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown processor',
    cores: availableParallelism(),
    node: process.versions.node,
    ffmpeg: decoders.find(({ name }) => name === 'ffmpeg')?.version ?? null,
    load: process.platform === 'win32' ? null : loadavg()[0],
  };
}
