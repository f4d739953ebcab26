import { between, pick, seededRandom } from '../random.ts';
import { renderSong } from './render-song.ts';
import { STYLE_NAMES, STYLES, type StyleName } from './styles.ts';

const KEYS = ['Am', 'Em', 'Dm', 'Gm', 'Cm', 'Fm', 'F#m', 'Bm', 'C', 'G', 'F', 'Bb'];

export interface SynthesizeSongOptions {
  /** Length in seconds. @default 30 */
  seconds?: number;
  /** Beats per minute. @default a tempo of the style */
  bpm?: number;
  /** Random seed. The same seed gives the same samples. @default 1 */
  seed?: number;
  /** Style. @default chosen by the seed */
  style?: StyleName;
  /** `Am`, `F#m`, `Bb`, … @default chosen by the seed */
  key?: string;
  /** Hertz. @default 44100 */
  sampleRate?: number;
}

/** Synthesises music of any length for tests: two channels of `seconds * sampleRate` samples, -1..1. */
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
