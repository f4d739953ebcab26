import { readFile } from 'node:fs/promises';
import { PIECE_SAMPLES, SAMPLE_RATE } from './musicnn-model.ts';

const REFERENCE = new URL('../../../tests/reference/musicnn.json', import.meta.url);

/** Signal of tests/reference/musicnn.py, with what the published model gives for it. */
export interface ReferenceSignal {
  name: string;
  level: number;
  hertz: number[];
  decay: number;
  beat: number;
  noise: number;
  /** Bands of the spectrogram by frame. */
  log_mel: Record<string, number[]>;
  embedding: number[];
  tags: number[];
}

export async function readReference(): Promise<ReferenceSignal[]> {
  return JSON.parse(await readFile(REFERENCE, 'utf8'));
}

/** Computes the samples of one piece, as tests/reference/musicnn.py does. */
export function referencePiece({ level, hertz, decay, beat, noise }: ReferenceSignal): Float32Array {
  let state = 1;
  return Float32Array.from({ length: PIECE_SAMPLES }, (_, n) => {
    const t = n / SAMPLE_RATE;
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    const tone = hertz.reduce((sum, each) => sum + Math.sin(2 * Math.PI * each * t), 0) * Math.exp(-decay * (t % beat));
    return level * (tone + noise * (state / 2 ** 31 - 1));
  });
}
