import { between, pick, seededRandom } from '../random.ts';
import { renderSong } from './render-song.ts';
import { STYLE_NAMES, STYLES, type StyleName } from './styles.ts';

const KEYS = ['Am', 'Em', 'Dm', 'Gm', 'Cm', 'Fm', 'F#m', 'Bm', 'C', 'G', 'F', 'Bb'];

export interface SynthesizeSongOptions {
  /** How long it lasts; 30. */
  seconds?: number;
  /** Beats per minute; one of the style's own by default. */
  bpm?: number;
  /** The same seed gives the same samples; 1. */
  seed?: number;
  /** One that the seed chooses by default. */
  style?: StyleName;
  /** `Am`, `F#m`, `Bb`, …; one that the seed chooses by default. */
  key?: string;
  /** 44100. */
  sampleRate?: number;
}

/** Makes music to test with, of any length: two channels of `seconds * sampleRate` samples, −1 to 1. */
export function synthesizeSong(options: SynthesizeSongOptions = {}): Float32Array[] {
  const { seed = 1, seconds = 30, sampleRate = 44_100 } = options;
  const random = seededRandom(seed);
  const style = options.style ?? pick(random, STYLE_NAMES);
  const bpm = options.bpm ?? Math.round(2 * between(random, ...STYLES[style].tempo)) / 2;
  const key = options.key ?? pick(random, KEYS);
  const { left, right } = renderSong({
    style,
    bpm,
    key,
    seconds,
    seed,
    density: between(random, 0.3, 0.9),
    sampleRate,
  });
  return [left, right];
}
