import { createRealFft, type RealFft } from '@rbassist/audio';
import { ANALYSIS_RATE } from './analysis-rate.ts';
import { AttackTracker } from './attack-tracker.ts';
import { type FrameFeatures, LONG_FRAME_SIZE, LONG_HOP, SHORT_FRAME_SIZE, SHORT_HOP } from './frame-features.ts';
import { FrameStream } from './frame-stream.ts';
import { OnsetTracker } from './onset-tracker.ts';
import { TimbreTracker } from './timbre-tracker.ts';

/** Receives the power spectra of long frames, as {@link FrameStream} gives them. */
export type LongFrameListener = (power: Float32Array, index: number) => void;

/** Listens to one track as its mono samples stream past. */
export interface FrontEndPass {
  /** Takes the next samples at {@link ANALYSIS_RATE}. */
  push(samples: Float32Array): void;
  /** Ends the track. */
  finish(): FrameFeatures;
}

/** The one spectral front end that every part of the analysis works from. Its transforms serve any number of tracks, one at a time. */
export interface FrontEnd {
  /** @param longFrames Who else listens to the long frames: key, bass. */
  listen(longFrames: readonly LongFrameListener[]): FrontEndPass;
  close(): void;
}

/**
 * Prepares the transforms.
 *
 * @throws {MissingDependencyError} when WebAssembly can't run here.
 */
export async function createFrontEnd(): Promise<FrontEnd> {
  const shortFft = await createRealFft(SHORT_FRAME_SIZE);
  const longFft = await createRealFft(LONG_FRAME_SIZE);
  return {
    listen: (longFrames) => listen(shortFft, longFft, longFrames),
    close() {
      shortFft.close();
      longFft.close();
    },
  };
}

function listen(shortFft: RealFft, longFft: RealFft, longFrames: readonly LongFrameListener[]): FrontEndPass {
  const onsets = new OnsetTracker();
  const timbre = new TimbreTracker();
  const attack = new AttackTracker();
  const short = new FrameStream({
    fft: shortFft,
    hop: SHORT_HOP,
    onFrame(power, index) {
      onsets.push(power, index);
      timbre.push(power);
    },
  });
  const long = new FrameStream({
    fft: longFft,
    hop: LONG_HOP,
    onFrame(power, index) {
      for (const listener of longFrames) listener(power, index);
    },
  });
  let samplesHeard = 0;
  return {
    push(samples) {
      samplesHeard += samples.length;
      attack.push(samples);
      short.push(samples);
      long.push(samples);
    },
    finish() {
      short.finish();
      long.finish();
      return {
        durationS: samplesHeard / ANALYSIS_RATE,
        ...onsets.finish(),
        attack: attack.finish(),
        timbre: timbre.finish(),
      };
    },
  };
}
