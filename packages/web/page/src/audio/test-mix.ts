import { type MixSounds, playMix } from './mix-graph.ts';
import type { MixPlan } from './plan-mix.ts';
import { type MixRequest, type PreparedMix, prepareMix } from './prepare-mix.ts';
import { fetchWavPart } from './wav-part.ts';

/** A click that was found in sound. */
export interface Click {
  /** Seconds from the start of the mix. */
  readonly atS: number;
  readonly peak: number;
}

/** Clicks of each of two tracks in one mix, rendered apart from each other, and what the plan says. */
export interface MeasuredMix {
  readonly plan: Omit<MixPlan, 'anchors'>;
  readonly out: Click[];
  readonly in: Click[];
}

/** A nudge at a time of the mix. */
export interface Nudge {
  readonly atS: number;
  readonly beats: number;
}

const RATE = 48_000;
/** Seconds from the start of a context to the first sound. */
const START_S = 0.1;
/** A click is louder than this share of the loudest sample around it. */
const LOUD = 0.3;
const AROUND_S = 0.75;
/** Seconds between two clicks at least. */
const APART_S = 0.12;

/** Renders a mix as the page plays it. */
async function render({ plan, sounds }: PreparedMix, nudges: readonly Nudge[] = []): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, Math.ceil((plan.endsAtS + START_S + 1) * RATE), RATE);
  const playing = playMix(context, plan, sounds, () => undefined);
  for (const { atS, beats } of nudges) {
    void context.suspend(START_S + atS).then(() => {
      playing.nudge(beats);
      return context.resume();
    });
  }
  return (await context.startRendering()).getChannelData(0);
}

function silent(buffer: AudioBuffer): AudioBuffer {
  const { length, numberOfChannels, sampleRate } = buffer;
  return new AudioBuffer({ length, numberOfChannels, sampleRate });
}

/** Renders one track of a mix without the other one. */
function renderOne(mix: PreparedMix, one: 'out' | 'in', nudges: readonly Nudge[] = []): Promise<Float32Array> {
  const other = one === 'out' ? 'in' : 'out';
  const sounds: MixSounds = { ...mix.sounds, [other]: silent(mix.sounds[other]) };
  return render({ ...mix, sounds }, nudges);
}

function clicksOf(samples: Float32Array, startS: number): Click[] {
  const around = Math.round(AROUND_S * RATE);
  const loudest = new Map<number, number>();
  const loudestIn = (block: number) => {
    const known = loudest.get(block);
    if (known !== undefined) return known;
    let peak = 0;
    const end = Math.min(samples.length, (block + 1) * around);
    for (let i = Math.max(0, block * around); i < end; i++) peak = Math.max(peak, Math.abs(samples[i]!));
    loudest.set(block, peak);
    return peak;
  };
  const clicks: Click[] = [];
  for (let i = 0; i < samples.length; i++) {
    const block = Math.floor(i / around);
    const level = Math.max(loudestIn(block - 1), loudestIn(block), loudestIn(block + 1));
    if (level < 0.002 || Math.abs(samples[i]!) < LOUD * level) continue;
    const end = Math.min(samples.length, i + Math.round(0.02 * RATE));
    let peak = 0;
    for (let k = i; k < end; k++) peak = Math.max(peak, Math.abs(samples[k]!));
    clicks.push({ atS: i / RATE - startS, peak });
    i += Math.round(APART_S * RATE);
  }
  return clicks;
}

function powerDb(samples: Float32Array, fromS: number, toS: number): number {
  const [first, end] = [fromS, toS].map((seconds) => Math.round((seconds + START_S) * RATE)) as [number, number];
  let sum = 0;
  for (let i = first; i < end; i++) sum += samples[i]! ** 2;
  return 10 * Math.log10(sum / (end - first));
}

/** Measures mixes in the browser; tests call it by `globalThis.mixes`. */
export const mixes = {
  async clicks(request: MixRequest, nudges: readonly Nudge[] = []): Promise<MeasuredMix> {
    const mix = await prepareMix(request, new AbortController().signal);
    const { anchors: _, ...plan } = mix.plan;
    const [out, into] = [await renderOne(mix, 'out'), await renderOne(mix, 'in', nudges)];
    return { plan, out: clicksOf(out, START_S), in: clicksOf(into, START_S) };
  },

  /** Measures the power of a mix in steps of a second, in decibels of full scale, of both tracks or of one. */
  async power(request: MixRequest, one?: 'out' | 'in'): Promise<{ plan: MeasuredMix['plan']; db: number[] }> {
    const mix = await prepareMix(request, new AbortController().signal);
    const { anchors: _, ...plan } = mix.plan;
    const samples = await (one ? renderOne(mix, one) : render(mix));
    const seconds = Math.floor(plan.endsAtS);
    return { plan, db: Array.from({ length: seconds }, (_, i) => powerDb(samples, i, i + 1)) };
  },

  /** Measures the frequency of the second track where it is alone, in hertz, by its zero crossings. */
  async frequency(request: MixRequest): Promise<{ plan: MeasuredMix['plan']; hertz: number }> {
    const mix = await prepareMix(request, new AbortController().signal);
    const { anchors: _, ...plan } = mix.plan;
    const samples = await renderOne(mix, 'in');
    const first = Math.round((START_S + plan.outEndsAtS) * RATE);
    const crossings: number[] = [];
    for (let i = first; i < first + 5 * RATE; i++) {
      const [before, after] = [samples[i - 1]!, samples[i]!];
      if (before < 0 && after >= 0) crossings.push(i - after / (after - before));
    }
    return { plan, hertz: ((crossings.length - 1) * RATE) / (crossings.at(-1)! - crossings[0]!) };
  },

  /** Finds the clicks of a track between two times, in seconds of the track, in the part that the server decodes. */
  async partClicks(id: string, fromS: number, toS: number): Promise<number[]> {
    const part = await fetchWavPart(`/api/tracks/${id}/audio?as=wav`, fromS, toS);
    return clicksAt(await atRate(part), fromS);
  },

  /** Finds the clicks of a track in the file that a browser plays, by the browser's decoder. */
  async browserClicks(id: string): Promise<number[]> {
    const bytes = await (await fetch(`/api/tracks/${id}/audio`)).arrayBuffer();
    const context = new OfflineAudioContext(1, 1, RATE);
    return clicksAt(await atRate(await context.decodeAudioData(bytes)), 0);
  },
};

async function atRate(buffer: AudioBuffer): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, Math.ceil(buffer.duration * RATE), RATE);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0);
}

function clicksAt(samples: Float32Array, fromS: number): number[] {
  return clicksOf(samples, 0).map(({ atS }) => fromS + atS);
}

Object.assign(globalThis, { mixes });
