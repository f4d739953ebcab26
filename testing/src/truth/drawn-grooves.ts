import { pick, type Random } from '../random.ts';
import type { Groove } from './grooves.ts';

type Lines = Groove['lines'];

const STEPS = 16;
const HATS: readonly Lines[] = [
  { closed: ['x.o.x.o.x.o.x.o.'] },
  { closed: ['xoxoxoxoxoxoxoxo'] },
  { open: ['..x...x...x...x.'] },
  { closed: ['x...x...x...x...'] },
  { shaker: ['xoxoxoxoxoxoxoxo'], open: ['..x...x...x...x.'] },
  {},
];

const BREAK_HATS: readonly Lines[] = [
  { closed: ['x.x.x.x.x.x.x.x.'] },
  { rim: ['x.x.x.x.x.x.x.x.'] },
  { shaker: ['x.x.x.x.x.x.x.x.'] },
  { ride: ['x.x.x.x.x.x.x.x.'] },
  { closed: ['x.o.x.o.x.o.x.o.'] },
  { closed: ['xoxoxoxoxoxoxoxo'] },
  { closed: ['x...x...x...x...'] },
];

/** Draws drums whose snare is on three, with kicks that mostly avoid the beats. */
export function drawHalfTime(random: Random): Lines {
  const kicks = () => kickBar(random, [3, 5, 6, 7, 10, 11, 13, 14], 1, 3);
  return { kick: [kicks(), kicks()], [backbeat(random)]: ['........X.......'], ...hats(random) };
}

/** Draws drums with a backbeat, with kicks between the beats. */
export function drawBroken(random: Random): Lines {
  const kicks = () => kickBar(random, [2, 3, 6, 7, 9, 10, 11, 13, 14], 1, 3);
  const ghosts = random() < 0.4 ? scattered(random, [2, 7, 9, 11, 15], 2, 'o') : '.'.repeat(STEPS);
  return {
    kick: [kicks(), kicks()],
    [backbeat(random)]: ['....X.......X...'],
    rim: [ghosts],
    ...hats(random),
  };
}

/** Draws a kick on one and a backbeat, with few other kicks. */
export function drawBreak(random: Random): Lines {
  const places = random() < 0.6 ? [2, 6, 8, 10, 10, 14] : [2, 3, 6, 7, 8, 9, 10, 11, 13, 14];
  const kicks = () => kickBar(random, places, 1, random() < 0.5 ? 1 : 3);
  const kick = random() < 0.5 ? [kicks()] : [kicks(), kicks()];
  return { kick, [backbeat(random)]: ['....X.......X...'], ...pick(random, BREAK_HATS) };
}

/** Draws the plainest break: a kick on one and another late in the bar, a backbeat, and hats on all eighths. */
export function drawPlainBreak(random: Random): Lines {
  const kick = [kickBar(random, [10, 10, 10, 6, 8, 14], 1, 2)];
  const hats = pick(random, ['closed', 'closed', 'shaker', 'rim'] as const);
  return { kick, [backbeat(random)]: ['....X.......X...'], [hats]: ['x.x.x.x.x.x.x.x.'] };
}

/** Draws hats between kicks on every beat, and nothing else. */
export function drawHatsAlone(random: Random): Lines {
  const drum = pick(random, ['open', 'closed', 'shaker'] as const);
  return { kick: ['x...x...x...x...'], [drum]: ['..x...x...x...x.'] };
}

/** Draws what plays with kicks on every beat: nothing, hats between them, or a clap. */
export function drawGabber(random: Random): Lines {
  const between = pick<Lines>(random, [
    { open: ['..x...x...x...x.'] },
    { closed: ['..x...x...x...x.'] },
    { closed: ['..xx..xx..xx..xx'] },
    { closed: ['.xxx.xxx.xxx.xxx'] },
    { closed: ['x.x.x.x.x.x.x.x.'] },
    { rim: ['..x...x...x...x.'] },
    {},
  ]);
  return { kick: ['x...x...x...x...'], ...between, ...(random() < 0.25 && { clap: ['....X.......X...'] }) };
}

/** Draws the drums of a slow song, often none. */
export function drawBallad(random: Random): Lines {
  if (random() < 0.4) return {};
  return {
    kick: [kickBar(random, [8, 8, 8, 10, 7], 1, 2)],
    [backbeat(random)]: ['....X.......X...'],
    ...hats(random),
  };
}

function backbeat(random: Random): 'snare' | 'clap' {
  return random() < 0.6 ? 'snare' : 'clap';
}

function hats(random: Random): Lines {
  if (random() < 0.3) return { closed: [scattered(random, [...Array(STEPS).keys()], 9, 'x')] };
  return pick(random, HATS);
}

/** Returns a bar with a kick on one and `least` to `most` others. */
function kickBar(random: Random, places: readonly number[], least: number, most: number): string {
  const bar = scattered(random, places, least + Math.floor(random() * (most - least + 1)), 'x');
  return `x${bar.slice(1)}`;
}

function scattered(random: Random, places: readonly number[], count: number, mark: 'x' | 'o'): string {
  const bar: string[] = Array(STEPS).fill('.');
  for (let i = 0; i < count; i++) bar[pick(random, places)] = mark;
  return bar.join('');
}
