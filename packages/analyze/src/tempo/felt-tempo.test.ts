import { describe, expect, it } from 'vitest';
import { feltTempos } from './felt-tempo.ts';
import { priorOdds } from './tempo-prior.ts';

const likelier = (genre: string, one: number, other: number) => {
  const prior = feltTempos(genre);
  return priorOdds(prior, one) - priorOdds(prior, other);
};

describe('feltTempos', () => {
  it.each([
    ['Drum & Bass', 174, 87],
    ["Drum'n'Bass", 174, 87],
    ['Liquid DnB', 172, 86],
    ['Dubstep', 140, 70],
    ['reggaeton', 94, 188],
    ['Hip-Hop', 92, 184],
    ['Deep House', 122, 61],
    ['Tech House, Disco', 124, 62],
    ['Psy-Trance', 145, 72.5],
  ])('prefers the tempo at which %s is counted', (genre, felt, other) => {
    expect(likelier(genre, felt, other)).toBeGreaterThan(1);
  });

  it('reads whole words and the longest name', () => {
    expect(feltTempos('Therapy')).toEqual([]);
    expect(feltTempos('Hard Techno').map(({ bpm }) => bpm)).toEqual([148]);
    expect(feltTempos('')).toEqual([]);
  });
});

describe('priorOdds', () => {
  it('is soft: 0 far away, bounded on a usual tempo', () => {
    const prior = feltTempos('Drum and Bass');
    expect(priorOdds(prior, 87)).toBeCloseTo(0, 3);
    expect(priorOdds(prior, 174)).toBeCloseTo(Math.log(9), 5);
    expect(priorOdds([], 120)).toBe(0);
  });

  it('is shared between several usual tempos', () => {
    const prior = [
      { bpm: 90, octaves: 0.05 },
      { bpm: 170, octaves: 0.05 },
    ];
    expect(priorOdds(prior, 90)).toBeCloseTo(Math.log(5), 2);
  });
});
