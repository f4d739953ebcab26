import { expect, it } from 'vitest';
import {
  isComplete,
  keptPlan,
  pathRequest,
  planRequest,
  readPlanQuery,
  sequenceRequest,
  writePlanQuery,
} from './plan-query.ts';

it('keeps everything in the address, and drops nonsense', () => {
  const search =
    'must=a&must=b&energy=rise&tracks=12&start=c&tempoFrom=120&tempoTo=126&minBpm=118&tag=Peak&rating=3&keysMustMix=1&plan=1';
  const query = readPlanQuery(search);
  expect(readPlanQuery(writePlanQuery(query))).toEqual(query);
  expect(writePlanQuery(readPlanQuery('mode=odd&energy=loud&other=1'))).toBe('');
});

it('asks for a set with numbers within limits', () => {
  const query = readPlanQuery(
    'must=a&tracks=9999&tempoTo=126,5&minBpm=abc&maxBpm=130&rating=3&maxPitch=4&spacing=2.6&end=z',
  );
  expect(planRequest(query)).toEqual({
    ...{ seeds: ['a'], length: 500, end: 'z', bpmCurve: [126.5, 126.5], artistSpacing: 3, timeLimitS: 20 },
    ...{ transitionRules: { maxPitchPct: 4 }, filters: { minRating: 3, maxBpm: 130 } },
  });
  expect(keptPlan(query).filters).toEqual({ minRating: 3 });
  expect(planRequest(readPlanQuery('minutes=90&tracks=5'))).toEqual({ durationS: 5400, timeLimitS: 20 });
  expect(planRequest(readPlanQuery(''))).toEqual({ length: 20, timeLimitS: 20 });
});

it('asks for paths and sequences, once their tracks are named', () => {
  const bridge = readPlanQuery('mode=bridge&start=a&end=b&energy=rise&tempoFrom=120');
  expect(pathRequest(bridge)).toEqual({ from: 'a', to: 'b', length: 6, timeLimitS: 20 });
  expect([bridge, readPlanQuery('mode=bridge&start=a&end=a'), readPlanQuery('mode=near')].map(isComplete)).toEqual([
    ...[true, false, false],
  ]);
  expect(sequenceRequest(readPlanQuery('mode=near&must=a&tracks=3'))).toEqual({ seeds: ['a'], top: 3, order: true });
});
