import { between, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { cosineDistance, norm } from '../vectors/vector-math.ts';
import { blendQuery, takeTurns, unwantedPenalty } from './seed-blend.ts';

const at = (degrees: number, length = 1) =>
  Float32Array.of(length * Math.cos((degrees * Math.PI) / 180), length * Math.sin((degrees * Math.PI) / 180));

describe('blendQuery', () => {
  it('is the direction of one seed, and the middle of several of any length', () => {
    expect(cosineDistance(blendQuery([at(30, 5)]), at(30))).toBeCloseTo(0);
    expect(cosineDistance(blendQuery([at(0, 100), at(60)]), at(30))).toBeCloseTo(0);
    expect(norm(blendQuery([at(0, 100), at(60)]))).toBeCloseTo(1);
  });

  it('moves away from unwanted tracks', () => {
    const query = blendQuery([at(0)], [at(40)]);
    expect(cosineDistance(query, at(40))).toBeGreaterThan(cosineDistance(at(0), at(40)));
    expect(cosineDistance(query, at(0))).toBeLessThan(0.3);
    expect(cosineDistance(blendQuery([at(0)], [at(0)]), at(0))).toBeCloseTo(0);
  });

  it('does not depend on the order', () => {
    const random = seededRandom(6);
    const vectors = Array.from({ length: 9 }, () => Float32Array.from({ length: 50 }, () => between(random, -1, 1)));
    expect(blendQuery(vectors, vectors.slice(3))).toEqual(blendQuery(vectors.toReversed(), vectors.slice(3).reverse()));
  });

  it('refuses no seeds, and vectors of unequal length', () => {
    expect(() => blendQuery([])).toThrow(OptionError);
    expect(() => blendQuery([at(0), Float32Array.of(1)])).toThrow(OptionError);
    expect(() => blendQuery([at(0)], [Float32Array.of(1)])).toThrow(OptionError);
  });
});

describe('unwantedPenalty', () => {
  it('grows with the likeness to an unwanted track, but only beyond that to the seeds', () => {
    const penalty = (degrees: number) => unwantedPenalty(at(degrees, 3), at(0), [at(90), at(180)]);
    expect(penalty(0)).toBe(0);
    expect(penalty(44)).toBe(0);
    expect(penalty(60)).toBeGreaterThan(0);
    expect(penalty(90)).toBeCloseTo(0.5);
    expect(penalty(180)).toBeCloseTo(1);
    expect(unwantedPenalty(at(90), at(0), [])).toBe(0);
  });
});

describe('takeTurns', () => {
  it('lets each seed take its best remaining track', () => {
    const tracks = ['b1', 'b2', 'b3', 'a1', 'c1', 'a2'];
    expect(takeTurns(tracks, (track) => 'abc'.indexOf(track[0]))).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'b3']);
    expect(takeTurns([], () => 0)).toEqual([]);
    expect(takeTurns(tracks, () => 0)).toEqual(tracks);
  });
});
