import { between, pick, type Random } from '../random.ts';

export interface Hit {
  step: number;
  velocity: number;
}

const VELOCITIES: Record<string, number> = { X: 1, x: 0.75, o: 0.4 };

/** Reads a bar of sixteenths: `X` is an accent, `x` a hit, `o` a ghost note, anything else a rest. */
export function hits(pattern: string): Hit[] {
  return [...pattern].flatMap((mark, step) => (mark in VELOCITIES ? [{ step, velocity: VELOCITIES[mark] }] : []));
}

/** Returns a random pattern of 16 steps. The probability of a hit is 1 on the beat and 0.5 between beats. */
export function inventedHits(random: Random, fullness: number): Hit[] {
  const likelihoods = [1, 0.5, 0.8, 0.6];
  return Array.from({ length: 16 }, (_, step) => step)
    .filter((step) => random() < fullness * likelihoods[step % 4])
    .map((step) => ({ step, velocity: between(random, 0.5, 1) }));
}

/** Returns a random tune: scale degrees in small steps; every second note belongs to the tonic's chord (0, 2, 4, 7). */
export function inventedDegrees(random: Random, count: number): number[] {
  const degrees = [0];
  while (degrees.length < count) {
    const last = degrees[degrees.length - 1];
    degrees.push(degrees.length % 2 === 0 ? pick(random, [0, 0, 2, 4, 7]) : last + pick(random, [-1, 0, 1, 2]));
  }
  return degrees;
}
