import { describe, expect, it } from 'vitest';
import { tempoRelation } from './tempo-relation.ts';

describe('tempoRelation', () => {
  it.each([
    [128, 128, 'same'],
    [128, 135.68, 'same'],
    [128, 135.7, 'clash'],
    [128, 120.33, 'same'],
    [87, 174, 'double'],
    [174, 87, 'half'],
    [174, 82, 'half'],
    [128, 100, 'clash'],
    [128, null, 'unknown'],
    [undefined, 128, 'unknown'],
    [0, 128, 'unknown'],
    [999, 128, 'unknown'],
    [128, 12593, 'unknown'],
    [Number.NaN, 128, 'unknown'],
  ])('%s BPM to %s BPM is %s', (seed, candidate, relation) => expect(tempoRelation(seed, candidate)).toBe(relation));

  it('uses the tolerance, and ignores double time if set', () => {
    expect(tempoRelation(100, 110, { tempoPct: 10 })).toBe('same');
    expect(tempoRelation(100, 106, { tempoPct: 5 })).toBe('clash');
    expect(tempoRelation(87, 174, { allowDoubletime: false })).toBe('clash');
  });
});
