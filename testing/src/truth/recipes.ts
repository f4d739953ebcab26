import { between, pick } from '../random.ts';
import { type BarPlan, planBars } from './bar-plan.ts';
import type { BassLine } from './bass.ts';
import {
  drawBallad,
  drawBreak,
  drawBroken,
  drawGabber,
  drawHalfTime,
  drawHatsAlone,
  drawPlainBreak,
} from './drawn-grooves.ts';
import {
  BACKBEATS,
  BALLADS,
  BREAKS,
  BROKEN,
  FOUR_TO_THE_FLOOR,
  GABBERS,
  type Groove,
  HALF_TIMES,
  METRONOMES,
  ODD,
  SIX_EIGHTS,
  SWUNG,
  TRESILLOS,
  WALTZES,
} from './grooves.ts';
import type { Comping, Lead } from './harmony.ts';
import { drawKey } from './keys.ts';
import type { Metre } from './metre.ts';
import type { Song } from './song.ts';
import { type Chance, drawBetween, drawTempo } from './splits.ts';
import { jumping, layOut, ramping, steady, type TempoCurve, wandering } from './timeline.ts';

interface Recipe {
  grooves: readonly Groove[];
  /** Limits of the tempo in BPM. @default 60 to 199.9 */
  limits?: readonly [number, number];
  /** Longest music, in seconds. @default 142 */
  longestS?: number;
  /** Returns the tempo curve over the beats, from a random tempo. */
  tempo?(chance: Chance, bpm: number, beats: number): TempoCurve;
  /** Whole beats before the first full bar. */
  pickUp?(chance: Chance, metre: Metre): number;
  /** Bars without drums in the plan. */
  quietBars?(chance: Chance, bars: number): { beatlessIntro?: number; breakBars?: number };
  change?(song: Song, chance: Chance): void;
}

const ANY = [...FOUR_TO_THE_FLOOR, ...BACKBEATS, ...BROKEN, ...SWUNG];
const DANCE = [...FOUR_TO_THE_FLOOR, ...BROKEN];
const SLOWEST = 60;
const FASTEST = 199.9;
const DRUMS_ALONE: BarPlan = {
  drums: 'full',
  bass: false,
  chords: false,
  lead: false,
  pad: false,
  fill: false,
  opens: false,
};
const PLAYING: BarPlan = { drums: 'full', bass: true, chords: true, lead: true, pad: false, fill: false, opens: false };
const MOST_SILENCE_S = 8;
const SHORTEST_S = 60;
const LONGEST_S = 150;

const BASSES: readonly BassLine[] = [
  'long',
  'on the beat',
  'off the beat',
  'eighths',
  'rolling',
  'sixteenths',
  'syncopated',
  'syncopated',
  'walking',
];
const COMPINGS: readonly Comping[] = ['stabs', 'stabs', 'beats', 'off the beat', 'eighths', 'held'];
const LEADS: readonly Lead[] = ['none', 'arpeggio', 'tune', 'tune'];

export const RECIPES = {
  'four to the floor': { grooves: FOUR_TO_THE_FLOOR },
  backbeat: { grooves: BACKBEATS },
  swing: { grooves: SWUNG },
  'half time': { grooves: HALF_TIMES },
  'broken beat': { grooves: BROKEN },
  'odd metre': { grooves: ODD },
  'long break': {
    grooves: DANCE,
    quietBars: ({ random }, bars) => ({ breakBars: Math.min(pick(random, [8, 16, 32, 64]), Math.floor(0.55 * bars)) }),
  },
  'beatless intro': {
    grooves: ANY,
    quietBars: ({ random }, bars) => ({ beatlessIntro: Math.floor(bars * between(random, 0.2, 0.5)) }),
  },
  'live drummer': {
    grooves: [...BACKBEATS, ...SWUNG],
    tempo: ({ random }, bpm) => wandering(bpm, 0.005, random),
    change: playLoosely,
  },
  'drifting drummer': {
    grooves: [...BACKBEATS, ...SWUNG],
    tempo: ({ random }, bpm) => wandering(bpm, 0.02, random),
    change: playLoosely,
  },
  'tempo jump': {
    grooves: ANY,
    tempo: (chance, bpm, beats) => {
      const share = between(chance.random, 0.3, 0.7);
      const other = drawTempo(chance, SLOWEST, FASTEST);
      return jumping(bpm, other, 4 * Math.round((beats * share) / 4));
    },
  },
  'tempo ramp': {
    grooves: ANY,
    tempo: ({ random }, bpm, beats) => {
      const other = Math.min(FASTEST, bpm * pick(random, [0.88, 0.93, 1.07, 1.14]));
      return ramping(bpm, other, beats * between(random, 0, 0.3), beats * between(random, 0.7, 1));
    },
  },
  'pick-up': { grooves: [...ANY, ...ODD], pickUp: ({ random }, metre) => 1 + Math.floor(random() * (metre.beats - 1)) },
  polyrhythm: {
    grooves: ANY,
    change(song, { random }) {
      song.lead = pick(random, ['three over four', 'dotted'] as const);
      song.bass = pick(random, ['dotted', 'dotted', 'syncopated', 'off the beat'] as const);
      song.comping = pick(random, ['dotted', 'stabs'] as const);
      song.echoBeats = pick(random, [0.75, 1 / 3, 0.75, 1.5]);
      song.musicGain *= 1.6;
    },
  },
  'loud offbeats': {
    grooves: FOUR_TO_THE_FLOOR,
    change(song, { random }) {
      const lines = { ...song.groove.lines, open: ['..X...X...X...X.'] };
      song.groove = { ...song.groove, lines };
      song.touch.louder = { open: between(random, 3, 5), kick: between(random, 0.3, 0.7) };
      song.bass = pick(random, ['off the beat', 'rolling', 'sixteenths'] as const);
    },
  },
  'no drums': {
    grooves: BACKBEATS,
    change(song, { random }) {
      song.plan = song.plan.map((bar) => ({
        ...bar,
        drums: 'none',
        chords: true,
        lead: true,
        fill: false,
        opens: false,
      }));
      song.comping = pick(random, ['beats', 'eighths', 'off the beat'] as const);
      song.lead = pick(random, ['arpeggio', 'tune'] as const);
      song.bass = pick(random, ['on the beat', 'walking', 'eighths', 'long'] as const);
    },
  },
  reverberant: {
    grooves: DANCE,
    change(song, { random }) {
      song.touch.room = between(random, 0.7, 1.4);
      song.roomS = between(random, 2.5, 6);
    },
  },
  pumping: {
    grooves: FOUR_TO_THE_FLOOR,
    change(song, { random }) {
      song.pumping = between(random, 0.9, 1);
      song.musicGain *= 1.8;
      song.touch.louder.kick = between(random, 0.3, 0.8);
    },
  },
  sung: {
    grooves: ANY,
    change(song, { random }) {
      song.sung = true;
      song.touch.louder.kick = between(random, 0.5, 1);
    },
  },
  metronome: {
    grooves: METRONOMES,
    limits: [40, 220],
    change(song) {
      song.plan = song.plan.map(() => DRUMS_ALONE);
    },
  },
  waltz: {
    grooves: WALTZES,
    limits: [60, 200],
    change(song, { random }) {
      const alone = Object.keys(song.groove.lines).length === 0;
      song.plan = song.plan.map((bar) => ({
        ...bar,
        ...PLAYING,
        lead: bar.lead && random() < 0.9,
        fill: bar.fill && !alone,
      }));
      song.bass = pick(random, ['long', 'oom'] as const);
      song.comping = pick(random, ['pah', 'pah', 'beats'] as const);
      song.lead = pick(random, ['none', 'tune', 'arpeggio', 'none'] as const);
      song.musicGain *= alone ? 1.5 : 1;
    },
  },
  'six eight': {
    grooves: SIX_EIGHTS,
    limits: [44, 140],
    change(song, { random }) {
      song.bass = pick(random, ['on the beat', 'long', 'oom'] as const);
      song.comping = pick(random, ['beats', 'eighths', 'held', 'pah'] as const);
    },
  },
  tresillo: {
    grooves: TRESILLOS,
    change(song, { random }) {
      song.bass = pick(random, ['tresillo', 'tresillo', 'on the beat', 'eighths'] as const);
      song.comping = pick(random, ['tresillo', 'tresillo', 'held', 'eighths'] as const);
      song.musicGain *= between(random, 1, 2);
    },
  },
  gabber: {
    grooves: GABBERS,
    limits: [150, 240],
    change(song, { random }) {
      song.touch.louder.kick = between(random, 1, 1.6);
      song.musicGain *= 0.7;
      if (random() < 0.6) song.plan = song.plan.map((bar) => ({ ...bar, ...DRUMS_ALONE }));
    },
  },
  'drawn gabber': {
    grooves: GABBERS,
    limits: [180, 240],
    change(song, { random }) {
      song.groove = { ...song.groove, lines: drawGabber(random) };
      song.touch.louder.kick = between(random, 0.6, 1.6);
      song.touch.louder.open = between(random, 0.5, 3);
      song.musicGain *= 0.7;
      if (random() < 0.7) song.plan = song.plan.map((bar) => ({ ...bar, ...DRUMS_ALONE }));
    },
  },
  'drum loop': {
    grooves: [...ANY, ...HALF_TIMES],
    change(song, { random }) {
      const { groove } = song;
      if (HALF_TIMES.includes(groove)) song.groove = { ...groove, lines: drawHalfTime(random) };
      else if (BROKEN.includes(groove)) song.groove = { ...groove, lines: drawBroken(random) };
      song.plan = song.plan.map(() => DRUMS_ALONE);
      if (random() < 0.5) song.touch.unevenness = 0;
    },
  },
  'drawn half time': {
    grooves: HALF_TIMES,
    change(song, { random }) {
      song.groove = { ...song.groove, lines: drawHalfTime(random) };
      song.bass = pick(random, ['long', 'long', 'syncopated', 'off the beat', 'sixteenths'] as const);
    },
  },
  'drawn broken beat': {
    grooves: BROKEN,
    change(song, { random }) {
      song.groove = { ...song.groove, lines: drawBroken(random) };
    },
  },
  ballad: {
    grooves: BALLADS,
    limits: [46, 80],
    change(song, { random }) {
      const lines = drawBallad(random);
      const alone = Object.keys(lines).length === 0;
      song.groove = { ...song.groove, lines };
      song.plan = song.plan.map((bar) => ({ ...bar, ...PLAYING, lead: bar.lead, fill: bar.fill && !alone }));
      song.bass = pick(random, ['long', 'on the beat', 'long'] as const);
      song.comping = pick(random, ['beats', 'eighths', 'held'] as const);
      song.lead = pick(random, ['tune', 'tune', 'arpeggio', 'none'] as const);
    },
  },
  'fast waltz': {
    grooves: WALTZES,
    limits: [140, 200],
    change(song, { random }) {
      if (random() < 0.6) song.groove = { ...song.groove, lines: {} };
      song.plan = song.plan.map((bar) => ({ ...bar, ...PLAYING, lead: bar.lead, fill: false }));
      song.bass = pick(random, ['long', 'oom'] as const);
      song.comping = 'pah';
      song.lead = pick(random, ['none', 'tune', 'none'] as const);
      song.musicGain *= 1.4;
    },
  },
  'organ waltz': {
    grooves: WALTZES,
    limits: [60, 200],
    longestS: 70,
    change(song, { random }) {
      if (random() < 0.8) song.groove = { ...song.groove, lines: {} };
      song.plan = song.plan.map((bar) => ({ ...bar, ...PLAYING, lead: false, fill: false }));
      song.bass = pick(random, ['oom', 'oom', 'long'] as const);
      song.comping = 'pah';
      song.organ = true;
      song.musicGain *= 1.5;
    },
  },
  'bare break': {
    grooves: BREAKS,
    longestS: 70,
    change(song, { random }) {
      song.groove = { ...song.groove, lines: drawBreak(random) };
      song.plan = song.plan.map(() => DRUMS_ALONE);
      const hats = between(random, 0.5, 4);
      song.touch.louder = { closed: hats, rim: hats, shaker: hats, ride: hats };
      if (random() < 0.5) song.touch.unevenness = 0;
    },
  },
  'plain break': {
    grooves: BREAKS,
    longestS: 70,
    change(song, { random }) {
      song.groove = { ...song.groove, lines: drawPlainBreak(random) };
      song.plan = song.plan.map(() => DRUMS_ALONE);
      const hats = between(random, 0.5, 4);
      song.touch = { unevenness: 0, looseness: 0, louder: { closed: hats, shaker: hats, rim: hats }, room: 0 };
    },
  },
  'bare gabber': {
    grooves: GABBERS,
    limits: [190, 240],
    longestS: 70,
    change(song, { random }) {
      song.groove = { ...song.groove, lines: drawHatsAlone(random) };
      song.plan = song.plan.map(() => DRUMS_ALONE);
      if (random() < 0.5) song.touch.unevenness = 0;
    },
  },
} satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof RECIPES;

/** Draws a song near its groove's usual tempo: 60 to 150 s, half of them after up to 8 s of silence. */
export function drawSong(name: RecipeName, chance: Chance): Song {
  const recipe: Recipe = RECIPES[name];
  const { random, split } = chance;
  const own = recipe.grooves.filter(({ only }) => only === undefined || only === split);
  // grooves that are only in the test split occur more often there, because all of them are new
  const groove = pick(random, [...own, ...own.filter(({ only }) => only !== undefined)]);
  const { metre } = groove;
  const [low, high] = random() < 0.7 ? groove.tempo : [groove.tempo[0] * 0.88, groove.tempo[1] * 1.12];
  const [slowest, fastest] = recipe.limits ?? [SLOWEST, FASTEST];
  const bpm = drawTempo(chance, Math.max(slowest, low), Math.min(fastest, high));
  const barS = (60 / bpm) * metre.beats;
  const bars = Math.max(
    8,
    Math.floor(between(random, SHORTEST_S, recipe.longestS ?? LONGEST_S - MOST_SILENCE_S) / barS),
  );
  const tempo = recipe.tempo?.(chance, bpm, bars * metre.beats) ?? steady(bpm);
  const pickUp = recipe.pickUp?.(chance, metre) ?? 0;
  const startS = random() < 0.5 ? 0 : between(random, 0, MOST_SILENCE_S);
  const song: Song = {
    timeline: layOut(tempo, { metre, bars, pickUp, startS }),
    groove,
    swing: groove.swing ? drawBetween(chance, ...groove.swing.ratio) : 0.5,
    plan: planBars(random, { bars, ...recipe.quietBars?.(chance, bars) }),
    key: drawKey(random),
    bass: pick(random, BASSES),
    comping: pick(random, COMPINGS),
    lead: pick(random, LEADS),
    touch: { unevenness: between(random, 0, 0.3), looseness: 0, louder: {}, room: random() < 0.3 ? 0.15 : 0 },
    pumping: random() < 0.5 ? 0 : between(random, 0.3, 0.8),
    echoBeats: pick(random, [0.75, 0.5, 1, 1.5]),
    roomS: between(random, 0.8, 2.5),
    sung: random() < 0.15,
    musicGain: drawBetween(chance, 0.5, 1.3),
    sampleRate: random() < 0.8 ? 44_100 : 48_000,
  };
  recipe.change?.(song, chance);
  return song;
}

function playLoosely(song: Song, { random }: Chance): void {
  song.touch.unevenness = between(random, 0.3, 0.6);
  song.touch.looseness = between(random, 0.002, 0.012);
}
