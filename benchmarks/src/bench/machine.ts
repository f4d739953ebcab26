import { availableParallelism, cpus, loadavg } from 'node:os';
import type { DecoderDescription } from '@rbassist/audio';

/** What figures depend on. */
export interface Machine {
  cpu: string;
  cores: number;
  node: string;
  /** Version of the ffmpeg that was found; null without one. */
  ffmpeg: string | null;
  /** Processes that wanted a core during the last minute; null where the system does not count them. */
  load: number | null;
}

/** This machine as it is now. */
export function describeMachine(decoders: readonly DecoderDescription[]): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown processor',
    cores: availableParallelism(),
    node: process.versions.node,
    ffmpeg: decoders.find(({ name }) => name === 'ffmpeg')?.version ?? null,
    load: process.platform === 'win32' ? null : loadavg()[0],
  };
}
