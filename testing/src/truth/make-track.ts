import { pick, seededRandom } from '../random.ts';
import { renderSong } from '../synth/render-song.ts';
import { silence } from '../synth/sound.ts';
import { STYLE_NAMES, STYLES } from '../synth/styles.ts';
import { BEATLESS } from './beatless.ts';
import { drawKey, keyName } from './keys.ts';
import { COMMON } from './metre.ts';
import { drawSong, RECIPES, type RecipeName } from './recipes.ts';
import { playSong } from './song.ts';
import { type Chance, drawBetween, drawTempo, type Split, trackSeed } from './splits.ts';
import { layOut, steady, type Timeline } from './timeline.ts';
import type { TrueTrack, Truth } from './track.ts';
import { changeSpeed, clip, gain, wear } from './treatments.ts';

/** Kinds of songs for the treatments. */
const PLAIN: readonly RecipeName[] = ['four to the floor', 'backbeat', 'broken beat', 'swing', 'half time'];

const recipeKind = (name: RecipeName) => (chance: Chance) => playRecipe(name, chance);

const KINDS: Record<string, (chance: Chance) => TrueTrack> = {
  ...Object.fromEntries((Object.keys(RECIPES) as RecipeName[]).map((name) => [name, recipeKind(name)])),
  style: (chance) => playStyle(chance, false),
  'style at an odd tempo': (chance) => playStyle(chance, true),
  vinyl: playOnTurntable,
  'quiet master': (chance) => treated(chance, (track) => gain(track.sound, -18)),
  'clipped master': (chance) => treated(chance, (track) => clip(track.sound, 9)),
  'worn record': (chance) =>
    treated(chance, ({ sound, sampleRate }) => {
      wear(sound, { sampleRate, random: chance.random, cutoff: drawBetween(chance, 1500, 5000) });
    }),
  'no beat': makeBeatless,
};

/** Kinds that are made only if they are named. */
const BY_NAME: readonly string[] = ['drum loop', 'organ waltz', 'bare break', 'plain break', 'bare gabber'];

/** All kinds of tracks. */
export const KIND_NAMES: readonly string[] = Object.keys(KINDS);

/** Kinds in repeating order; common kinds occur more often. */
export const KIND_TURNS: readonly string[] = [
  ...KIND_NAMES.filter((kind) => !BY_NAME.includes(kind)),
  'four to the floor',
  'backbeat',
  'broken beat',
  'half time',
  'swing',
  'no beat',
];

/** Makes one track. Its number, split and seed determine everything; `kinds` follow each other in turns. */
export function makeTrack(
  seed: number,
  split: Split,
  index: number,
  kinds: readonly string[] = KIND_TURNS,
): TrueTrack & { kind: string } {
  const chance = { random: seededRandom(trackSeed(seed, split, index)), split };
  const kind = kinds[index % kinds.length];
  return { kind, ...KINDS[kind](chance) };
}

function playRecipe(name: RecipeName, chance: Chance): TrueTrack {
  return play(name, chance).track;
}

/** @returns the key too, as songs name it. */
function play(name: RecipeName, chance: Chance): { track: TrueTrack; key: string } {
  const song = drawSong(name, chance);
  const sound = playSong(song, chance);
  const { sampleRate, groove, timeline, key } = song;
  return { key, track: { ...truthOf(timeline), key: keyName(key), pattern: groove.name, sound, sampleRate } };
}

function truthOf(timeline: Timeline): Omit<Truth, 'key' | 'pattern'> {
  const { beats: ends, metre, pickUp, tempos } = timeline;
  const beats = [...ends.subarray(0, -1)];
  const endS = ends[ends.length - 1];
  const lengths = tempos.map(({ inizio_sec }, i) => (tempos[i + 1]?.inizio_sec ?? endS) - inizio_sec);
  const jump = tempos.length === 2;
  const longest = tempos[lengths.indexOf(Math.max(...lengths))].bpm;
  return {
    bpm: tempos.length <= 2 ? longest : (60 * beats.length) / (endS - beats[0]),
    bpm_kind: jump ? 'longest' : tempos.length === 1 ? 'constant' : 'mean',
    beats,
    downbeats: beats.filter((_, i) => (i - pickUp + metre.beats) % metre.beats === 0),
    metre: metre.beats,
    tempos: [...tempos],
  };
}

function playStyle(chance: Chance, odd: boolean): TrueTrack {
  const { random } = chance;
  const sampleRate = 44_100;
  const style = pick(
    random,
    STYLE_NAMES.filter((name) => name !== 'ambient'),
  );
  const [low, high] = STYLES[style].tempo;
  const bpm = odd
    ? drawTempo(chance, Math.max(60, low * 0.75), Math.min(199, high * 1.3))
    : drawTempo(chance, low, high + 1);
  const key = drawKey(random);
  const bars = Math.floor(drawBetween(chance, 60, 140) / (240 / bpm));
  const startS = random() < 0.5 ? 0 : drawBetween(chance, 0, 8);
  const timeline = layOut(steady(bpm), { metre: COMMON, bars, pickUp: 0, startS });
  const seconds = (240 / bpm) * bars;
  const density = drawBetween(chance, 0.2, 1);
  const song = renderSong({ style, bpm, key, seconds, seed: Math.floor(2 ** 31 * random()), density, sampleRate });
  const before = Math.round(startS * sampleRate);
  const sound = silence(before + song.left.length);
  sound.left.set(song.left, before);
  sound.right.set(song.right, before);
  return { ...truthOf(timeline), key: keyName(key), pattern: style, sound, sampleRate };
}

function playOnTurntable(chance: Chance): TrueTrack {
  const { track, key } = play(pick(chance.random, PLAIN), chance);
  const speed = 1 + drawBetween(chance, -0.08, 0.08);
  const semitones = 12 * Math.log2(speed);
  const whole = Math.round(semitones);
  // a quarter tone between two keys belongs to neither
  const inTune = Math.abs(semitones - whole) < 0.35;
  const scaled = (seconds: readonly number[] = []) => seconds.map((at) => at / speed);
  return {
    ...track,
    bpm: track.bpm === null ? null : track.bpm * speed,
    key: inTune ? keyName(key, whole) : undefined,
    beats: scaled(track.beats),
    downbeats: scaled(track.downbeats),
    tempos: track.tempos?.map((part) => ({ ...part, inizio_sec: part.inizio_sec / speed, bpm: part.bpm * speed })),
    sound: changeSpeed(track.sound, speed),
  };
}

function treated(chance: Chance, treat: (track: TrueTrack) => void): TrueTrack {
  const track = playRecipe(pick(chance.random, PLAIN), chance);
  treat(track);
  return track;
}

function makeBeatless(chance: Chance): TrueTrack {
  const { random, split } = chance;
  const sampleRate = 44_100;
  const { name, make } = pick(
    random,
    BEATLESS.filter(({ only }) => only === undefined || only === split),
  );
  const frames = Math.round(drawBetween(chance, 60, 120) * sampleRate);
  const sound = make(chance, { frames, sampleRate, key: drawKey(random) });
  return { bpm: null, bpm_kind: 'none', pattern: name, sound, sampleRate };
}
