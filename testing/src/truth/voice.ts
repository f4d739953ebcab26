import { between, pick, type Random } from '../random.ts';
import { filter } from '../synth/filters.ts';
import { frequencyOf } from '../synth/pitch.ts';

/** First, second and third formants of a, e, i, o and u, in hertz (after Peterson and Barney, 1952). */
const VOWELS: readonly (readonly number[])[] = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
];
const RESONANCE_GAINS = [1, 0.6, 0.3];

export interface Syllable {
  startS: number;
  endS: number;
  midi: number;
}

/** Returns a buzz through three formants that change from vowel to vowel, with a breath before each. */
export function voice(
  syllables: readonly Syllable[],
  { sampleRate, frames, random }: { sampleRate: number; frames: number; random: Random },
): Float32Array {
  const out = new Float32Array(frames);
  for (const { startS, endS, midi } of syllables) {
    const start = Math.round(startS * sampleRate);
    const length = Math.min(frames - start, Math.round((endS - startS) * sampleRate));
    if (start < 0 || length < 64) continue;
    const buzz = hum(length, { sampleRate, random, midi });
    const vowels = [pick(random, VOWELS), pick(random, VOWELS)];
    const seconds = length / sampleRate;
    RESONANCE_GAINS.forEach((gain, i) => {
      const cutoff = (at: number) => vowels[0][i] + (vowels[1][i] - vowels[0][i]) * Math.min(1, at / seconds);
      const part = filter(buzz.slice(), { kind: 'band', sampleRate, cutoff, resonance: 7 });
      for (let k = 0; k < length; k++) out[start + k] += gain * part[k];
    });
  }
  return out;
}

/** Returns a saw wave with vibrato, a little noise and an envelope. */
function hum(
  length: number,
  { sampleRate, random, midi }: { sampleRate: number; random: Random; midi: number },
): Float32Array {
  const out = new Float32Array(length);
  const glide = between(random, -1.5, 0.5);
  const breath = between(random, 0.1, 0.6);
  const fade = Math.min(length / 2, 0.04 * sampleRate);
  const consonant = 0.03 * sampleRate;
  let phase = 0;
  for (let i = 0; i < length; i++) {
    const seconds = i / sampleRate;
    const bend = glide * Math.exp(-seconds / 0.06) + 0.25 * Math.sin(2 * Math.PI * 5.5 * seconds);
    phase += frequencyOf(midi + bend) / sampleRate;
    phase -= Math.floor(phase);
    const noise = 2 * random() - 1;
    const level = Math.min(1, i / fade, (length - i) / fade);
    out[i] = level * (2 * phase - 1 + 0.1 * noise) + (i < consonant ? breath * noise * (i / consonant) : 0);
  }
  return out;
}

/** Returns speech from `startS` to `endS`: three to six syllables per second, with irregular phrases and pauses. */
export function speech(random: Random, startS: number, endS: number): Syllable[] {
  const low = between(random, 43, 56);
  const syllables: Syllable[] = [];
  let at = startS + between(random, 0, 1.5);
  while (at < endS) {
    const words = Math.round(between(random, 4, 20));
    let midi = low + between(random, 2, 6);
    for (let i = 0; i < words && at < endS; i++) {
      const length = between(random, 0.09, 0.26);
      syllables.push({ startS: at, endS: Math.min(endS, at + length), midi });
      midi += between(random, -1.2, 0.8);
      at += length + (random() < 0.2 ? between(random, 0.05, 0.25) : between(random, 0, 0.05));
    }
    at += between(random, 0.3, 2);
  }
  return syllables;
}
