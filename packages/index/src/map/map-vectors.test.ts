import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { clusteredVectors } from '../test-vectors.ts';
import { mapVectors, placeVectors } from './map-vectors.ts';
import { seededRandom } from './random.ts';

const DIMENSIONS = 40;

function flat(vectors: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(vectors.length * DIMENSIONS);
  for (const [i, vector] of vectors.entries()) all.set(vector, i * DIMENSIONS);
  return all;
}

const distance = (places: Float32Array, a: number, b: number) =>
  Math.hypot(places[2 * a] - places[2 * b], places[2 * a + 1] - places[2 * b + 1]);

/** Vectors around few centres, with the number of each vector's centre. */
function groups(count: number, seed: number) {
  const centres = clusteredVectors(6, DIMENSIONS, 7);
  const random = seededRandom(seed);
  const centreOf = Array.from({ length: count }, (_, i) => i % centres.length);
  return {
    centreOf,
    vectors: centreOf.map((centre) => centres[centre].map((value) => value + 0.2 * (random() - 0.5))),
  };
}

/** Share of the ten nearest places that are of the same group. */
function sameGroup(places: Float32Array, centreOf: readonly number[], rows = [...centreOf.keys()]): number {
  let same = 0;
  let all = 0;
  for (const row of rows) {
    const nearest = [...centreOf.keys()]
      .filter((other) => other !== row)
      .sort((a, b) => distance(places, row, a) - distance(places, row, b));
    for (const other of nearest.slice(0, 10)) same += Number(centreOf[other] === centreOf[row]);
    all += 10;
  }
  return same / all;
}

describe('mapVectors', () => {
  it('keeps groups together, and gives the same bytes again', () => {
    const { vectors, centreOf } = groups(300, 1);
    const places = mapVectors(flat(vectors), DIMENSIONS, { epochs: 200 });
    expect(places).toHaveLength(600);
    expect(sameGroup(places, centreOf)).toBeGreaterThan(0.98);
    expect(mapVectors(flat(vectors), DIMENSIONS, { epochs: 200 })).toEqual(places);
    expect(mapVectors(flat(vectors), DIMENSIONS, { epochs: 200, seed: 2 })).not.toEqual(places);
    const scaled = vectors.map((vector) => vector.map((value) => 4 * value));
    expect(mapVectors(flat(scaled), DIMENSIONS, { epochs: 200 })).toEqual(places);
  });

  it('separates vectors that are equal, and copes with few or empty ones', () => {
    expect(mapVectors(new Float32Array(0), DIMENSIONS)).toHaveLength(0);
    for (const count of [1, 2, 3, 60]) {
      for (const value of [0, 1]) {
        const places = mapVectors(new Float32Array(count * DIMENSIONS).fill(value), DIMENSIONS, { epochs: 20 });
        expect(places).toHaveLength(2 * count);
        expect(places.every(Number.isFinite)).toBe(true);
        expect(new Set(places).size).toBe(2 * count);
      }
    }
  });

  it('reports percentages', () => {
    const done: (number | undefined)[] = [];
    const { vectors } = groups(60, 1);
    mapVectors(flat(vectors), DIMENSIONS, { onProgress: (event) => done.push(event.done) });
    expect(done.length).toBeGreaterThan(20);
    expect(done).toEqual([...new Set(done)].sort((a = 0, b = 0) => a - b));
    expect(done.at(-1)).toBe(100);
  });

  it('refuses bad vectors and options', () => {
    const vectors = new Float32Array(3 * DIMENSIONS).fill(1);
    vectors[DIMENSIONS + 2] = Number.NaN;
    expect(() => mapVectors(vectors, DIMENSIONS)).toThrow('Vector 1 contains NaN');
    expect(() => mapVectors(new Float32Array(5), DIMENSIONS)).toThrow(OptionError);
    expect(() => mapVectors(new Float32Array(5), 0)).toThrow(OptionError);
    expect(() => mapVectors(new Float32Array(0), 2, { neighbors: 0 })).toThrow(OptionError);
    expect(() => mapVectors(new Float32Array(0), 2, { speed: 0 } as never)).toThrow('Unknown option');
    expect(() => placeVectors(new Float32Array(4), 2, new Float32Array(3))).toThrow('two per vector');
  });
});

describe('placeVectors', () => {
  it('places new vectors in their groups, and moves no other', () => {
    const { vectors, centreOf } = groups(300, 1);
    const all = flat(vectors);
    const known = mapVectors(all.subarray(0, 240 * DIMENSIONS), DIMENSIONS, { epochs: 200 });
    const places = new Float32Array(600).fill(Number.NaN);
    places.set(known);
    const placed = placeVectors(all, DIMENSIONS, places);
    expect(placed.subarray(0, 480)).toEqual(known);
    expect(placed.every(Number.isFinite)).toBe(true);
    expect(sameGroup(placed, centreOf, [...centreOf.keys()].slice(240))).toBeGreaterThan(0.95);
    expect(placeVectors(all, DIMENSIONS, places)).toEqual(placed);
    expect(placeVectors(all, DIMENSIONS, placed)).toEqual(placed);
  });

  it('maps everything if nothing has a place, and follows new vectors that have only new neighbours', () => {
    const { vectors } = groups(40, 1);
    const all = flat(vectors);
    const none = new Float32Array(80).fill(Number.NaN);
    expect(placeVectors(all, DIMENSIONS, none)).toEqual(mapVectors(all, DIMENSIONS));
    const one = none.slice().fill(5, 0, 2);
    const placed = placeVectors(all, DIMENSIONS, one, { neighbors: 3 });
    expect([...placed.subarray(0, 2)]).toEqual([5, 5]);
    expect(placed.every(Number.isFinite)).toBe(true);
  });
});
