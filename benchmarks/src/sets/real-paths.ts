import { cosineDistance, dot, pathBetween, type Transition, unit } from '@rbassist/core';
import { below, seededRandom } from '@rbassist/testing/random';
import type { Song } from '../library/read-songs.ts';
import { rateOrder, songInput } from './real-sets.ts';
import { type SetFigures, setFigures } from './set-figures.ts';

const PATHS = 30;
const LENGTH = 6;

/**
 * Finds paths between random pairs of real songs: with `pathBetween`, and as AudioMuse does, with the nearest unused
 * song to each point of the great circle between both vectors (slerp).
 */
export async function measureRealPaths(songs: readonly Song[]): Promise<Map<string, SetFigures>> {
  const known = songs.filter(({ vector }) => vector !== undefined);
  const input = songInput(known);
  const positions = new Map(input.tracks.map(({ path }, i) => [path, i]));
  const random = seededRandom(1);
  const paths: Record<string, Transition[][]> = { 'slerp and nearest': [], pathBetween: [] };
  for (let i = 0; i < PATHS; i++) {
    const from = below(random, known.length);
    const to = (from + 1 + below(random, known.length - 1)) % known.length;
    paths['slerp and nearest'].push(rateOrder(input, followCircle(known, from, to)));
    const ends = { from: input.tracks[from].path, to: input.tracks[to].path };
    const found = await pathBetween(input, { ...ends, length: LENGTH, artistSpacing: 0 });
    paths.pathBetween.push(
      rateOrder(
        input,
        found.paths.map((path) => positions.get(path)!),
      ),
    );
  }
  return new Map(Object.entries(paths).map(([name, sets]) => [name, setFigures(sets)]));
}

function followCircle(songs: readonly Song[], from: number, to: number): number[] {
  const [a, b] = [unit(songs[from].vector!), unit(songs[to].vector!)];
  const angle = Math.acos(Math.min(1, dot(a, b)));
  const order = [from];
  for (let step = 1; step < LENGTH - 1; step++) {
    const t = step / (LENGTH - 1);
    const weights = angle < 1e-6 ? [1 - t, t] : [Math.sin((1 - t) * angle), Math.sin(t * angle)];
    const point = a.map((value, k) => weights[0] * value + weights[1] * b[k]);
    const others = [...songs.keys()].filter((song) => song !== to && !order.includes(song));
    const near = others.map((song) => ({ song, distance: cosineDistance(point, songs[song].vector!) }));
    order.push(near.reduce((nearest, each) => (each.distance < nearest.distance ? each : nearest)).song);
  }
  return [...order, to];
}
