import { resample } from '@rbassist/audio';
import { dot, meanVector, unit } from '@rbassist/core';
import { createSpectralEmbedder, type Embedder } from '@rbassist/embed';
import { createBlendEmbedder, createMusicnnEmbedder } from '@rbassist/musicnn';
import { startBliss } from './bliss.ts';
import { type Distance, euclideanDistance } from './retrieval.ts';

/** A decoded track. */
interface DecodedTrack {
  file: string;
  /** Its listening windows: mono samples at `sampleRate`. */
  windows: readonly Float32Array[];
  sampleRate: number;
}

export interface TrackVectors {
  vector: Float32Array;
  /** One vector per window. */
  windows: Float32Array[];
  /** Processor seconds for `vector`. */
  seconds: number;
}

/** A way to compare tracks by vectors. */
export interface System {
  readonly name: string;
  readonly distance: Distance;
  /** Returns null if it can't read the track. */
  vectorsOf(track: DecodedTrack): Promise<TrackVectors | null>;
  close(): Promise<void>;
}

/** Opens systems by name; null if the machine lacks one. */
export const SYSTEMS: Readonly<Record<string, (python: string) => Promise<System | null>>> = {
  'spectral-v1': async () => ownSystem('spectral-v1', await createSpectralEmbedder()),
  'musicnn-v1': async () => ownSystem('musicnn-v1', await createMusicnnEmbedder()),
  'blend-v1': async () => ownSystem('blend-v1', await createBlendEmbedder()),
  'bliss-audio': blissSystem,
};

function ownSystem(name: string, embedder: Embedder): System {
  return {
    name,
    // for unit vectors, the smallest cosine distance is the largest product
    distance: (a, b) => -dot(a, b),
    async vectorsOf({ windows, sampleRate }) {
      const began = process.cpuUsage();
      const { sampleRate: wanted } = embedder;
      const samples = wanted === sampleRate ? windows : windows.map((window) => resample(window, sampleRate, wanted));
      const vectors = await embedder.embed(samples);
      const combine = embedder.combine ?? meanVector;
      const vector = unit(combine(vectors));
      const { user, system } = process.cpuUsage(began);
      return { vector, windows: vectors.map((own) => unit(combine([own]))), seconds: (user + system) / 1e6 };
    },
    close: () => embedder.close(),
  };
}

async function blissSystem(python: string): Promise<System | null> {
  const bliss = await startBliss(python);
  return (
    bliss && {
      name: 'bliss-audio',
      distance: euclideanDistance,
      vectorsOf: ({ file, windows, sampleRate }) => bliss.analyze(file, windows, sampleRate),
      close: () => bliss.close(),
    }
  );
}
