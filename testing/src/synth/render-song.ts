import { seededRandom } from '../random.ts';
import { arrange } from './arrangement.ts';
import { echo } from './echo.ts';
import { duck, finish, sum } from './master.ts';
import { parseKey } from './pitch.ts';
import { reverb } from './reverb.ts';
import type { Stereo } from './sound.ts';
import { Studio } from './studio.ts';
import { STYLES, type StyleName } from './styles.ts';

export interface Song {
  style: StyleName;
  bpm: number;
  /** `Am`, `F#m`, `Bb`, …; see `parseKey`. */
  key: string;
  seconds: number;
  seed: number;
  /** Density of notes, 0..1. */
  density: number;
  sampleRate: number;
}

const DUCK_STEPS = 3.5;
const LONGEST_DUCK_SECONDS = 0.35;

/** Renders a song of exactly `seconds`: whole bars of 4/4, then a tail. Peaks stay below -0.6 dBFS. */
export function renderSong(song: Song): Stereo {
  const { bpm, sampleRate, seconds, density } = song;
  const style = STYLES[song.style];
  const frames = Math.round(seconds * sampleRate);
  const key = parseKey(song.key);
  const random = seededRandom(song.seed);
  const studio = new Studio({ frames, sampleRate, bpm, key, density, random, faders: style.faders });
  const playBar = style.begin(studio);
  const barFrames = 16 * studio.step * sampleRate;
  for (const section of arrange(Math.max(1, Math.floor((frames + 1) / barFrames)))) {
    for (let bar = 0; bar < section.bars; bar++) {
      const index = section.firstBar + bar;
      const at = (step: number) =>
        Math.round((16 * index + step + (step % 2) * (2 * style.swing - 1)) * studio.step * sampleRate);
      playBar({ index, section, left: section.bars - bar, at });
    }
  }

  const echoes = echo(studio.echo, { ...style.echo, sampleRate, seconds: style.echo.steps * studio.step });
  const hall = reverb(studio.room, { ...style.room, sampleRate });
  const ducked = sum([studio.ducked, echoes, hall]);
  const duckFrames = Math.round(Math.min(DUCK_STEPS * studio.step, LONGEST_DUCK_SECONDS) * sampleRate);
  duck(ducked, studio.kicks, style.duckDepth, duckFrames);
  const mix = sum([ducked, studio.drums]);
  finish(mix, { loudness: style.loudness, sampleRate });
  return mix;
}
