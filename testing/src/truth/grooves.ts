import { COMMON, FIVE, type Metre, SEVEN, SIX_EIGHT, TWELVE_EIGHT, WALTZ } from './metre.ts';
import type { Split } from './splits.ts';

/** Drums of a groove. `log` is a pitched drum, as in amapiano. */
export type DrumName =
  | 'kick'
  | 'snare'
  | 'clap'
  | 'rim'
  | 'closed'
  | 'open'
  | 'ride'
  | 'shaker'
  | 'tom'
  | 'bell'
  | 'log';

export type KickName = 'punchy' | 'boomy' | 'acoustic' | 'soft' | 'hard';

export interface Groove {
  name: string;
  /** Split that has this groove; both if absent. */
  only?: Split;
  metre: Metre;
  tempo: readonly [number, number];
  /** Swung notes, and the position of the second of two: 0.5 straight to 0.67 shuffled. */
  swing?: { of: 'eighths' | 'sixteenths'; ratio: readonly [number, number] };
  /**
   * Alternating bars. Each string is one bar of any length: 16 characters are sixteenths of 4/4, 12 its triplets, 32
   * its thirty-seconds. Uses the marks of `hits`.
   */
  lines: Partial<Record<DrumName, readonly string[]>>;
  kicks: readonly KickName[];
}

const FLOOR = ['x...x...x...x...'];
const BACKBEAT = ['....X.......X...'];
const HALF_TIME = ['........X.......'];
const EIGHTHS = ['x.o.x.o.x.o.x.o.'];
const SIXTEENTHS = ['xoxoxoxoxoxoxoxo'];
const OFFBEATS = ['..x...x...x...x.'];
const TRIPLET_BACKBEAT = ['...X.....X..'];
const SHUFFLE = ['x.ox.ox.ox.o'];

type Rhythm = Omit<Groove, 'metre'> & { metre?: Metre };

const inCommonTime = (grooves: readonly Rhythm[]): Groove[] => grooves.map((groove) => ({ metre: COMMON, ...groove }));

export const FOUR_TO_THE_FLOOR: readonly Groove[] = inCommonTime([
  {
    name: 'house',
    tempo: [115, 130],
    swing: { of: 'sixteenths', ratio: [0.5, 0.58] },
    lines: { kick: FLOOR, clap: BACKBEAT, open: OFFBEATS, closed: SIXTEENTHS },
    kicks: ['punchy', 'soft'],
  },
  {
    name: 'techno',
    tempo: [124, 150],
    lines: { kick: FLOOR, closed: SIXTEENTHS, ride: OFFBEATS, rim: ['...x..x....x..x.'] },
    kicks: ['punchy', 'hard'],
  },
  {
    name: 'minimal',
    only: 'dev',
    tempo: [118, 130],
    lines: { kick: FLOOR, rim: ['......x..x......'], shaker: ['..o...o...o...o.'] },
    kicks: ['soft', 'boomy'],
  },
  {
    name: 'disco',
    tempo: [108, 126],
    lines: { kick: FLOOR, snare: BACKBEAT, open: OFFBEATS, closed: SIXTEENTHS },
    kicks: ['acoustic', 'punchy'],
  },
  {
    name: 'italo',
    only: 'test',
    tempo: [110, 128],
    lines: { kick: FLOOR, clap: BACKBEAT, closed: EIGHTHS, tom: ['................', '..........x.xxx.'] },
    kicks: ['punchy'],
  },
  {
    name: 'downtempo',
    tempo: [70, 108],
    lines: { kick: FLOOR, clap: BACKBEAT, closed: ['..x...x...x...xo'], shaker: SIXTEENTHS },
    kicks: ['soft', 'boomy', 'punchy'],
  },
  {
    name: 'hardcore',
    only: 'test',
    tempo: [155, 199],
    lines: { kick: FLOOR, open: OFFBEATS, clap: BACKBEAT },
    kicks: ['hard'],
  },
  {
    name: 'trance',
    only: 'dev',
    tempo: [132, 146],
    lines: { kick: FLOOR, clap: BACKBEAT, open: OFFBEATS },
    kicks: ['punchy'],
  },
]);

export const BACKBEATS: readonly Groove[] = inCommonTime([
  {
    name: 'rock',
    tempo: [92, 148],
    lines: { kick: ['x.......x.x.....', 'x.....x.x.......'], snare: BACKBEAT, closed: EIGHTHS },
    kicks: ['acoustic'],
  },
  {
    name: 'ballad',
    tempo: [60, 84],
    lines: { kick: ['x.......x.......', 'x.......x.x.....'], snare: BACKBEAT, closed: EIGHTHS },
    kicks: ['acoustic', 'soft'],
  },
  {
    name: 'funk',
    tempo: [92, 116],
    lines: { kick: ['x.x....x..x..x..'], snare: ['....X..o.o..X..o'], closed: SIXTEENTHS },
    kicks: ['acoustic'],
  },
  {
    name: 'punk',
    only: 'test',
    tempo: [160, 199],
    lines: { kick: ['x.......x.x.....'], snare: BACKBEAT, open: ['x...x...x...x...'] },
    kicks: ['acoustic'],
  },
  {
    name: 'soul',
    only: 'dev',
    tempo: [100, 140],
    lines: { kick: ['x..x....x..x....'], snare: ['X...X...X...X...'], shaker: EIGHTHS },
    kicks: ['acoustic'],
  },
  {
    name: 'train',
    only: 'test',
    tempo: [96, 124],
    lines: { kick: ['x.......x.......'], snare: ['oooxoooxoooxoxXx'], rim: OFFBEATS },
    kicks: ['acoustic', 'soft'],
  },
  {
    name: 'reggae',
    tempo: [68, 92],
    swing: { of: 'sixteenths', ratio: [0.5, 0.6] },
    lines: { kick: ['....X.......X...'], rim: ['....x.......x...'], closed: EIGHTHS },
    kicks: ['soft', 'acoustic'],
  },
  {
    name: 'synth pop',
    tempo: [98, 132],
    lines: { kick: ['x.......x.......', 'x.....x.x.......'], clap: BACKBEAT, snare: BACKBEAT, closed: SIXTEENTHS },
    kicks: ['punchy'],
  },
]);

/** Songs that listeners count slowly. */
export const BALLADS: readonly Groove[] = inCommonTime([
  {
    name: 'slow ballad',
    tempo: [48, 80],
    lines: { kick: ['x.......x.......'], snare: BACKBEAT, closed: EIGHTHS },
    kicks: ['acoustic', 'soft'],
  },
]);

/** Alternating long and short notes. */
export const SWUNG: readonly Groove[] = inCommonTime([
  {
    name: 'shuffle',
    tempo: [88, 140],
    lines: { kick: ['x.....x.....', 'x....xx.....'], snare: TRIPLET_BACKBEAT, closed: SHUFFLE },
    kicks: ['acoustic'],
  },
  {
    name: 'jazz',
    tempo: [112, 196],
    lines: {
      ride: ['x..x.ox..x.o'],
      closed: ['...x.....x..'],
      kick: ['o..o..o..o..'],
      snare: ['.....o......', '........o...'],
    },
    kicks: ['soft', 'acoustic'],
  },
  {
    name: 'boom bap',
    tempo: [80, 102],
    swing: { of: 'sixteenths', ratio: [0.56, 0.66] },
    lines: { kick: ['x......x.xx.....', 'x......x..x.....'], snare: BACKBEAT, closed: EIGHTHS },
    kicks: ['acoustic', 'boomy'],
  },
  {
    name: 'swung house',
    tempo: [118, 132],
    swing: { of: 'sixteenths', ratio: [0.58, 0.67] },
    lines: { kick: FLOOR, clap: BACKBEAT, open: OFFBEATS, shaker: SIXTEENTHS, rim: ['...x.....x......'] },
    kicks: ['punchy'],
  },
  {
    name: 'schaffel',
    only: 'test',
    tempo: [112, 136],
    lines: { kick: ['x..x..x..x..'], clap: TRIPLET_BACKBEAT, closed: ['..x..x..x..x'] },
    kicks: ['punchy'],
  },
  {
    name: 'swing eighths',
    only: 'dev',
    tempo: [96, 150],
    swing: { of: 'eighths', ratio: [0.58, 0.67] },
    lines: { kick: ['x.....x.x.......'], snare: BACKBEAT, closed: EIGHTHS },
    kicks: ['acoustic'],
  },
]);

/** The same drums slowly and about twice as fast. */
export const BREAKS: readonly Groove[] = inCommonTime([
  { name: 'slow break', tempo: [76, 92], lines: {}, kicks: ['acoustic', 'punchy', 'soft'] },
  { name: 'middle break', tempo: [88, 104], lines: {}, kicks: ['acoustic', 'punchy', 'soft'] },
  { name: 'fast break', tempo: [158, 182], lines: {}, kicks: ['acoustic', 'punchy', 'soft'] },
]);

/** Half time: the snare is on three. */
export const HALF_TIMES: readonly Groove[] = inCommonTime([
  {
    name: 'dubstep',
    tempo: [136, 146],
    lines: { kick: ['x.....x.........', 'x.........x.....'], snare: HALF_TIME, closed: ['x.x..xx.x..xx.x.'] },
    kicks: ['punchy', 'boomy'],
  },
  {
    name: 'trap',
    tempo: [130, 160],
    lines: {
      kick: ['x.....x...x.....', 'x..x......x..x..'],
      clap: HALF_TIME,
      closed: ['x...x...x...x.x.x...x...xxxxx...', 'x...x...x.x.x...x...x.x.x...xxxx'],
    },
    kicks: ['boomy'],
  },
  {
    name: 'half-time drum and bass',
    tempo: [162, 178],
    lines: { kick: ['x.....x.........'], snare: HALF_TIME, closed: SIXTEENTHS },
    kicks: ['punchy'],
  },
  {
    name: 'half-time shuffle',
    only: 'test',
    tempo: [150, 186],
    lines: { kick: ['x....x......'], snare: ['..o..oX.o..o'], closed: SHUFFLE },
    kicks: ['acoustic'],
  },
  {
    name: 'phonk',
    only: 'test',
    tempo: [128, 158],
    lines: { kick: ['x.......x.....x.'], clap: HALF_TIME, bell: ['x..x..x.x..x..x.'], closed: EIGHTHS },
    kicks: ['boomy', 'hard'],
  },
]);

/** No kicks on the beats. */
export const BROKEN: readonly Groove[] = inCommonTime([
  {
    name: 'drum and bass',
    tempo: [164, 180],
    lines: { kick: ['x.........x.....'], snare: BACKBEAT, closed: EIGHTHS, shaker: SIXTEENTHS },
    kicks: ['punchy', 'acoustic'],
  },
  {
    name: 'jungle',
    only: 'test',
    tempo: [154, 174],
    lines: {
      kick: ['x.x.......xx....', 'x.x.......x.....'],
      snare: ['....X..o.o..X..o', '....X..o.o....X.'],
      ride: EIGHTHS,
    },
    kicks: ['acoustic'],
  },
  {
    name: 'breakbeat',
    tempo: [122, 142],
    lines: {
      kick: ['x.x.......x..x..', 'x......x..x.....'],
      snare: ['....X..o.o..X...'],
      closed: EIGHTHS,
      open: ['..............x.'],
    },
    kicks: ['acoustic', 'punchy'],
  },
  {
    name: 'two-step garage',
    tempo: [128, 138],
    swing: { of: 'sixteenths', ratio: [0.57, 0.66] },
    lines: {
      kick: ['x.........x.....', 'x......x..x.....'],
      clap: BACKBEAT,
      closed: ['..xo..x...xo..xx'],
      rim: ['...x...x.x......'],
    },
    kicks: ['punchy'],
  },
  {
    name: 'dembow',
    tempo: [86, 112],
    lines: { kick: FLOOR, snare: ['...X..X....X..X.'], closed: EIGHTHS },
    kicks: ['boomy', 'punchy'],
  },
  {
    name: 'footwork',
    only: 'test',
    tempo: [154, 166],
    lines: { kick: ['x..x..x.x..x..x.'], clap: ['............X...'], closed: OFFBEATS, tom: ['.....x.x.....x.x'] },
    kicks: ['boomy'],
  },
  {
    name: 'electro',
    tempo: [118, 136],
    lines: {
      kick: ['x.....x.........', 'x.....x...x..x..'],
      snare: BACKBEAT,
      closed: SIXTEENTHS,
      bell: ['x.x..x.x.x..x.x.'],
    },
    kicks: ['boomy', 'punchy'],
  },
  {
    name: 'amapiano',
    tempo: [108, 118],
    lines: {
      kick: ['o...o...o...o...'],
      log: ['......x..x.xx...', '...x..x....x..x.'],
      shaker: SIXTEENTHS,
      rim: ['...x...x..x...x.'],
    },
    kicks: ['soft'],
  },
  {
    name: 'afrobeats',
    only: 'test',
    tempo: [96, 116],
    lines: { kick: ['x.....x.x.....x.'], rim: ['x..x..x...x.x...'], shaker: SIXTEENTHS, snare: ['......o.......o.'] },
    kicks: ['soft', 'boomy'],
  },
  {
    name: 'bossa',
    only: 'dev',
    tempo: [112, 148],
    lines: { kick: ['x..xx..xx..xx..x'], rim: ['x..x..x...x..x..'], closed: SIXTEENTHS },
    kicks: ['soft', 'acoustic'],
  },
  {
    name: 'gqom',
    only: 'test',
    tempo: [122, 130],
    lines: { kick: ['x..x..x...x..x..'], clap: ['............x...'], shaker: EIGHTHS, tom: ['......x.......x.'] },
    kicks: ['punchy', 'boomy'],
  },
  {
    name: 'baile',
    only: 'dev',
    tempo: [126, 136],
    lines: { kick: ['x..x..x....x....'], snare: ['...o..x....x..x.'], closed: OFFBEATS },
    kicks: ['boomy', 'punchy'],
  },
]);

export const ODD: readonly Groove[] = [
  {
    name: 'waltz',
    metre: WALTZ,
    tempo: [84, 178],
    lines: { kick: ['x...........'], snare: ['....o...o...'], closed: ['x...x.o.x.o.'] },
    kicks: ['acoustic', 'soft'],
  },
  {
    name: 'waltz with a backbeat',
    only: 'test',
    metre: WALTZ,
    tempo: [96, 150],
    lines: { kick: ['x.....x.....'], snare: ['........X...'], closed: ['x.x.x.x.x.x.'] },
    kicks: ['acoustic', 'punchy'],
  },
  {
    name: 'six eight',
    metre: SIX_EIGHT,
    tempo: [60, 96],
    lines: { kick: ['x...........', 'x.........x.'], snare: ['......X.....'], closed: ['x.o.o.x.o.o.'] },
    kicks: ['acoustic', 'soft'],
  },
  {
    name: 'twelve eight',
    only: 'dev',
    metre: TWELVE_EIGHT,
    tempo: [60, 84],
    lines: { kick: ['x.....x...x.'.padEnd(12, '.')], snare: TRIPLET_BACKBEAT, closed: ['xooxooxooxoo'] },
    kicks: ['acoustic'],
  },
  {
    name: 'five four',
    metre: FIVE,
    tempo: [100, 176],
    lines: { kick: ['x.....x.....x.......'], snare: ['........X.......X...'], ride: ['x...x.x.x...x.x.x...'] },
    kicks: ['acoustic', 'punchy'],
  },
  {
    name: 'seven eight',
    metre: SEVEN,
    tempo: [150, 199],
    lines: { kick: ['x.......x.....'], snare: ['....X.......X.'], closed: ['x.x.x.x.x.x.x.'] },
    kicks: ['acoustic', 'punchy'],
  },
];

/** One sound per beat, with or without an accent. */
export const METRONOMES: readonly Groove[] = [
  {
    name: 'metronome in four',
    metre: COMMON,
    tempo: [40, 220],
    lines: { rim: ['Xooo'] },
    kicks: ['punchy'],
  },
  { name: 'metronome in three', metre: WALTZ, tempo: [40, 220], lines: { rim: ['Xoo'] }, kicks: ['punchy'] },
  { name: 'clicks without accents', metre: COMMON, tempo: [40, 220], lines: { bell: ['xxxx'] }, kicks: ['punchy'] },
  { name: 'kicks alone', metre: COMMON, tempo: [60, 200], lines: { kick: ['xxxx'] }, kicks: ['punchy', 'acoustic'] },
  {
    name: 'kick and clap alone',
    metre: COMMON,
    tempo: [60, 200],
    lines: { kick: ['x.x.'], clap: ['.x.x'] },
    kicks: ['punchy', 'soft'],
  },
];

/** The bass on one, chords on two and three. */
export const WALTZES: readonly Groove[] = [
  { name: 'oom-pah-pah', metre: WALTZ, tempo: [60, 200], lines: {}, kicks: ['soft'] },
  {
    name: 'oom-pah-pah with drums',
    metre: WALTZ,
    tempo: [60, 200],
    lines: { kick: ['x..'], snare: ['.oo'] },
    kicks: ['acoustic', 'soft'],
  },
  {
    name: 'oom-pah-pah with cymbals',
    metre: WALTZ,
    tempo: [60, 200],
    lines: { kick: ['x..'], closed: ['.xx'], ride: ['x.....x.x.x.'] },
    kicks: ['acoustic', 'soft'],
  },
  {
    name: 'jazz waltz',
    metre: WALTZ,
    tempo: [100, 190],
    lines: { kick: ['x........'], ride: ['x..x.ox.o'], closed: ['...x.....'], rim: ['.....o...', '........o'] },
    kicks: ['soft', 'acoustic'],
  },
];

export const SIX_EIGHTS: readonly Groove[] = [
  {
    name: 'jig',
    metre: SIX_EIGHT,
    tempo: [90, 132],
    lines: { kick: ['x..x..'], rim: ['..o..o'], shaker: ['Xooxoo'] },
    kicks: ['soft', 'acoustic'],
  },
  {
    name: 'six eight ballad',
    metre: SIX_EIGHT,
    tempo: [46, 76],
    lines: { kick: ['x.....', 'x...x.'], snare: ['...X..'], closed: ['xoxxox'] },
    kicks: ['acoustic', 'soft'],
  },
  {
    name: 'six eight march',
    metre: SIX_EIGHT,
    tempo: [96, 126],
    lines: { kick: ['x.....'], snare: ['o.oX.o', 'o.oXoo'] },
    kicks: ['acoustic'],
  },
  {
    name: 'bembe',
    metre: TWELVE_EIGHT,
    tempo: [90, 132],
    lines: { bell: ['x.x.xx.x.x.x'], kick: ['x.....x.....'], shaker: ['xooxooxooxoo'], tom: ['..x.....x.x.'] },
    kicks: ['soft', 'boomy'],
  },
];

/** Accents three notes apart, which listeners count in four all the same. */
export const TRESILLOS: readonly Groove[] = inCommonTime([
  {
    name: 'tresillo',
    tempo: [84, 150],
    lines: { kick: ['x.....x.....x...'], closed: EIGHTHS },
    kicks: ['punchy', 'acoustic', 'soft'],
  },
  {
    name: 'double tresillo',
    tempo: [84, 140],
    lines: { kick: ['x..x..x..x..x.x.'], rim: BACKBEAT, shaker: SIXTEENTHS },
    kicks: ['punchy', 'boomy'],
  },
  {
    name: 'long tresillo',
    tempo: [100, 170],
    lines: { kick: ['x.....x.....x...', '..x.....x...x...'], snare: ['........o.......'], closed: EIGHTHS },
    kicks: ['acoustic', 'punchy'],
  },
  {
    name: 'son clave',
    tempo: [84, 120],
    lines: { rim: ['x..x..x...x.x...'], kick: ['......x.....x...'], shaker: SIXTEENTHS, tom: ['............x.x.'] },
    kicks: ['soft', 'boomy'],
  },
  {
    name: 'charleston',
    tempo: [100, 170],
    lines: { kick: ['x.....x.........'], snare: ['....o.......o...'], ride: ['x...x.x.x...x.x.'] },
    kicks: ['acoustic', 'soft'],
  },
]);

/** Kicks faster than most listeners tap. */
export const GABBERS: readonly Groove[] = inCommonTime([
  { name: 'gabber', tempo: [180, 240], lines: { kick: FLOOR, open: OFFBEATS }, kicks: ['hard', 'boomy', 'punchy'] },
  {
    name: 'terror',
    tempo: [190, 240],
    lines: { kick: FLOOR, clap: BACKBEAT, closed: EIGHTHS },
    kicks: ['hard', 'boomy', 'punchy'],
  },
  { name: 'speedcore', tempo: [190, 240], lines: { kick: FLOOR }, kicks: ['hard', 'boomy', 'punchy'] },
  {
    name: 'early rave',
    tempo: [150, 200],
    lines: { kick: FLOOR, snare: ['....X..o.o..X..o'], open: OFFBEATS },
    kicks: ['hard', 'punchy'],
  },
]);
