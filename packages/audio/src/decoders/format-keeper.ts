import { mixToMono } from '../dsp/mix-to-mono.ts';
import { Resampler } from '../dsp/resample.ts';
import type { DecodedPiece } from './decode-pieces.ts';

/** Keeps a stream at one rate and number of channels, even if its source changes them in mid-file. */
export class FormatKeeper {
  readonly #sampleRate: number;
  readonly #channelCount: number;
  #resamplers: Resampler[] = [];
  #from: number;
  #frame = 0;

  constructor(sampleRate: number, channelCount: number) {
    this.#sampleRate = sampleRate;
    this.#from = sampleRate;
    this.#channelCount = channelCount;
  }

  *take({ planes, sampleRate }: DecodedPiece): Generator<Float32Array[]> {
    if (sampleRate !== this.#from) {
      yield* this.finish();
      this.#from = sampleRate;
      if (sampleRate !== this.#sampleRate) {
        this.#resamplers = Array.from(
          { length: this.#channelCount },
          () => new Resampler({ from: sampleRate, to: this.#sampleRate }),
        );
      }
    }
    const kept = this.#withChannels(planes);
    if (this.#resamplers.length === 0) yield kept;
    else {
      this.#resamplers.forEach((resampler, channel) => {
        resampler.push(kept[channel], this.#frame);
      });
      this.#frame += planes[0].length;
      yield* sounding(this.#resamplers.map((resampler) => resampler.drain()));
    }
  }

  *finish(): Generator<Float32Array[]> {
    const last = this.#resamplers.map((resampler) => resampler.finish());
    this.#resamplers = [];
    this.#frame = 0;
    yield* sounding(last);
  }

  /** Fills all channels with the mean of a piece that has another number of channels. */
  #withChannels(planes: Float32Array[]): Float32Array[] {
    if (planes.length === this.#channelCount) return planes;
    const mono = mixToMono(planes);
    return Array.from({ length: this.#channelCount }, () => Float32Array.from(mono));
  }
}

function* sounding(planes: Float32Array[]): Generator<Float32Array[]> {
  if (planes.length > 0 && planes[0].length > 0) yield planes;
}
