import type { Random } from '../random.ts';
import { filter } from './filters.ts';
import { addNoise, addSine, addSquare } from './oscillators.ts';
import { centred, type Stereo } from './sound.ts';

interface Kit {
  sampleRate: number;
  random: Random;
}

/** Start and end frequency in Hz, and seconds between them. `click` is the gain of the attack noise. */
interface KickShape {
  low: number;
  high: number;
  sweep: number;
  decay: number;
  drive: number;
  click: number;
}

export function kick(kit: Kit, shape: KickShape): Stereo {
  const { sampleRate } = kit;
  const out = new Float32Array(Math.ceil(sampleRate * shape.decay * 4));
  let phase = 0;
  for (let i = 0; i < out.length; i++) {
    const seconds = i / sampleRate;
    phase += (shape.low + (shape.high - shape.low) * Math.exp(-seconds / shape.sweep)) / sampleRate;
    const level = Math.exp(-((seconds / shape.decay) ** 1.5));
    out[i] = Math.tanh(shape.drive * level * Math.sin(2 * Math.PI * phase));
  }
  const click = fading(noise(kit, 0.03), sampleRate, 0.004);
  filter(click, { kind: 'high', sampleRate, cutoff: 1500 });
  for (let i = 0; i < click.length; i++) out[i] += shape.click * click[i];
  return centred(endAtZero(out));
}

/** Plays a snare: skin and wires. `tone` in Hz, `decay` of the wires in seconds. */
export function snare(
  kit: Kit,
  { tone, decay, brightness }: { tone: number; decay: number; brightness: number },
): Stereo {
  const { sampleRate } = kit;
  const wires = fading(noise(kit, decay * 5), sampleRate, decay);
  filter(wires, { kind: 'band', sampleRate, cutoff: brightness, resonance: 0.6 });
  const skin = new Float32Array(wires.length);
  addSine(skin, { frequency: tone, sampleRate, gain: 0.5, phase: 0 });
  addSine(skin, { frequency: tone * 1.78, sampleRate, gain: 0.25, phase: 0 });
  fading(skin, sampleRate, 0.05);
  for (let i = 0; i < wires.length; i++) wires[i] = 1.3 * wires[i] + skin[i];
  return centred(endAtZero(wires));
}

export function clap(kit: Kit, { decay, brightness }: { decay: number; brightness: number }): Stereo {
  const { sampleRate } = kit;
  const side = () => {
    const out = noise(kit, decay * 5 + 0.03);
    for (let i = 0; i < out.length; i++) {
      const seconds = i / sampleRate;
      const sinceBurst = seconds < 0.03 ? seconds % 0.01 : seconds - 0.03;
      out[i] *= Math.exp(-sinceBurst / (seconds < 0.03 ? 0.004 : decay));
    }
    return endAtZero(filter(out, { kind: 'band', sampleRate, cutoff: brightness, resonance: 1.2 }));
  };
  return { left: side(), right: side() };
}

/** Plays a cymbal: six inharmonic square waves and noise. 0.1 s is an open hat, 0.7 s a crash, less a closed hat. */
export function cymbal(kit: Kit, { decay, cutoff, metal }: { decay: number; cutoff: number; metal: number }): Stereo {
  const { sampleRate } = kit;
  const out = noise(kit, decay * 5);
  for (const frequency of [2050, 3040, 3690, 5220, 5400, 8000]) {
    addSquare(out, { frequency, sampleRate, gain: metal / 3, phase: kit.random() });
  }
  filter(out, { kind: 'high', sampleRate, cutoff, resonance: 0.9 });
  return centred(endAtZero(fading(out, sampleRate, decay)));
}

export function shaker(kit: Kit, { decay, cutoff }: { decay: number; cutoff: number }): Stereo {
  const { sampleRate } = kit;
  const out = noise(kit, decay * 4);
  for (let i = 0; i < out.length; i++) {
    const seconds = i / sampleRate / decay;
    out[i] *= seconds * Math.exp(1 - seconds * 1.6);
  }
  return centred(endAtZero(filter(out, { kind: 'band', sampleRate, cutoff, resonance: 1.5 })));
}

export function rim(kit: Kit, frequency: number): Stereo {
  const { sampleRate } = kit;
  const out = new Float32Array(Math.ceil(0.12 * sampleRate));
  addSine(out, { frequency, sampleRate, gain: 0.6, phase: 0.2 });
  addSine(out, { frequency: frequency * 2.71, sampleRate, gain: 0.4, phase: 0.1 });
  addNoise(out, 0.15, kit.random);
  return centred(endAtZero(fading(out, sampleRate, 0.016)));
}

export function tom(kit: Kit, frequency: number): Stereo {
  return kick(kit, { low: frequency, high: frequency * 1.7, sweep: 0.03, decay: 0.14, drive: 1.2, click: 0.15 });
}

function noise({ sampleRate, random }: Kit, seconds: number): Float32Array {
  const out = new Float32Array(Math.ceil(seconds * sampleRate));
  addNoise(out, 1, random);
  return out;
}

function fading(samples: Float32Array, sampleRate: number, decay: number): Float32Array {
  const fall = Math.exp(-1 / (decay * sampleRate));
  let level = 1;
  for (let i = 0; i < samples.length; i++) {
    samples[i] *= level;
    level *= fall;
  }
  return samples;
}

/** Fades out the last 64 samples to avoid a click. */
function endAtZero(samples: Float32Array): Float32Array {
  const fade = Math.min(64, samples.length);
  for (let i = 0; i < fade; i++) samples[samples.length - 1 - i] *= i / fade;
  return samples;
}
