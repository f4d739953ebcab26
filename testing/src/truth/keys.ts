import { pick, type Random } from '../random.ts';

const TONICS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];

/** Returns a random key; minor is twice as likely as major. */
export function drawKey(random: Random): string {
  return pick(random, TONICS) + (random() < 2 / 3 ? 'm' : '');
}

/** Key names with sharps, as in manifests. */
const SHARP_TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];

/** Returns a key name such as "A# minor" for `Bbm`, moved by whole semitones. */
export function keyName(key: string, semitones = 0): string {
  const minor = key.endsWith('m');
  const tonic = TONICS.indexOf(minor ? key.slice(0, -1) : key);
  return `${SHARP_TONICS[(((tonic + semitones) % 12) + 12) % 12]} ${minor ? 'minor' : 'major'}`;
}
