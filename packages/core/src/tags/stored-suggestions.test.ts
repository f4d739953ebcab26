import { expect, it } from 'vitest';
import { mixTrack } from '../recommend/mix-track.ts';
import { readSuggestions } from './stored-suggestions.ts';

const STORED = {
  generated: '2026-11-30T12:00:00Z',
  params: { margin: 0.1 },
  candidates: [{ tag: ' Dark ', score: 0.8, threshold: 0.5 }, { tag: 'Deep', score: 0.7 }, { tag: 'Late' }, null],
  low_confidence: 'odd',
};

it('reads what any program stored, and skips odd items', () => {
  expect(readSuggestions(STORED)).toEqual({
    generated: '2026-11-30T12:00:00Z',
    params: { margin: 0.1 },
    candidates: [
      { tag: 'Dark', score: 0.8, threshold: 0.5 },
      { tag: 'Deep', score: 0.7, threshold: 0 },
    ],
    low_confidence: [],
  });
  for (const odd of [null, undefined, 'Dark', ['Dark'], 7]) expect(readSuggestions(odd)).toBeUndefined();
});

it('names the same suggestions to filters and words', () => {
  expect(mixTrack('/a.mp3', { tag_suggestions: STORED }).suggested).toEqual(['Dark', 'Deep']);
  expect(mixTrack('/a.mp3', { tag_suggestions: ['Dark'] })).not.toHaveProperty('suggested');
});
