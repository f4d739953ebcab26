import { createRealFft, hannWindow, melFilterbank } from '@rbassist/audio';
import { fillFrame, type Level, measureLevel } from './level.ts';
import { CONTRAST_BANDS, octaveContrast } from './octave-contrast.ts';
import { addSpectralPeaks, createPeakList, type PeakList } from './pitch-peaks.ts';
import { SHAPES, spectralShape } from './spectral-shape.ts';

/** In hertz. */
export const SAMPLE_RATE = 22_050;
/** Short frames follow timbre and rhythm: 93 ms every 23 ms. */
export const FRAME_SIZE = 2048;
const HOP = 512;
export const FRAME_RATE = SAMPLE_RATE / HOP;
/** Long frames separate semitones down to the bass: 186 ms every 93 ms. */
const LONG_FRAME_SIZE = 4096;
const LONG_HOP = 2048;
export const LONG_FRAME_RATE = SAMPLE_RATE / LONG_HOP;

export const MEL_BANDS = 40;
/** Added power, 60 dB below the mean of all bands, so that codec noise between notes has no effect. */
const MEL_FLOOR = 1e-6;

/** Frame-by-frame measurements of one segment of samples at unit loudness. */
export interface Frames {
  /** Level of the whole segment before scaling to unit loudness. */
  readonly level: Level;
  /** Short frames × {@link MEL_BANDS}: decibels relative to the mean power of the segment, from −60. */
  readonly mel: Float32Array;
  readonly rms: Float32Array;
  /** Short frames × `SHAPES`. */
  readonly shapes: Float32Array;
  /** Long frames × `CONTRAST_BANDS`: decibels. */
  readonly contrast: Float32Array;
  readonly longCount: number;
  readonly peaks: PeakList;
}

export interface FrameAnalyser {
  analyse(samples: Float32Array): Frames;
  close(): void;
}

export async function createFrameAnalyser(): Promise<FrameAnalyser> {
  const fft = await createRealFft(FRAME_SIZE);
  const longFft = await createRealFft(LONG_FRAME_SIZE);
  const mel = melFilterbank({
    bands: MEL_BANDS,
    sampleRate: SAMPLE_RATE,
    fftSize: FRAME_SIZE,
    minHz: 30,
    maxHz: 10_500,
  });
  const contrastOf = octaveContrast(SAMPLE_RATE, LONG_FRAME_SIZE);
  const hzPerLongBin = SAMPLE_RATE / LONG_FRAME_SIZE;
  const taper = hannWindow(FRAME_SIZE);
  const longTaper = hannWindow(LONG_FRAME_SIZE);
  const frame = new Float32Array(FRAME_SIZE);
  const longFrame = new Float32Array(LONG_FRAME_SIZE);
  const power = new Float32Array(FRAME_SIZE / 2 + 1);
  const longPower = new Float32Array(LONG_FRAME_SIZE / 2 + 1);

  return {
    analyse(samples) {
      const level = measureLevel(samples);
      const count = frameCount(samples.length, FRAME_SIZE, HOP);
      const longCount = frameCount(samples.length, LONG_FRAME_SIZE, LONG_HOP);
      const frames: Frames = {
        level,
        mel: new Float32Array(count * MEL_BANDS),
        rms: new Float32Array(count),
        shapes: new Float32Array(count * SHAPES.length),
        contrast: new Float32Array(longCount * CONTRAST_BANDS),
        longCount,
        peaks: createPeakList(longCount, hzPerLongBin),
      };
      for (let i = 0; i < count; i++) {
        frames.rms[i] = fillFrame(samples, i * HOP, level, taper, frame);
        fft.power(frame, power);
        mel.apply(power, frames.mel, i * MEL_BANDS);
        spectralShape(power, frames.shapes, i * SHAPES.length);
      }
      toRelativeDecibels(frames.mel);
      for (let i = 0; i < longCount; i++) {
        fillFrame(samples, i * LONG_HOP, level, longTaper, longFrame);
        longFft.power(longFrame, longPower);
        contrastOf(longPower, frames.contrast, i * CONTRAST_BANDS);
        addSpectralPeaks(longPower, hzPerLongBin, i, frames.peaks);
      }
      return frames;
    },
    close() {
      fft.close();
      longFft.close();
    },
  };
}

function frameCount(length: number, size: number, hop: number): number {
  return Math.max(1, 1 + Math.floor((length - size) / hop));
}

function toRelativeDecibels(mel: Float32Array): void {
  let sum = 0;
  for (let i = 0; i < mel.length; i++) sum += mel[i];
  const scale = sum > 0 ? mel.length / sum : 0;
  for (let i = 0; i < mel.length; i++) mel[i] = 10 * Math.log10(mel[i] * scale + MEL_FLOOR);
}
