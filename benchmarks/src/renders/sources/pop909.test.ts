import { expect, it } from 'vitest';
import { readBeat, readKey } from './pop909.ts';

it('reads the key of a song, and none if it changes', () => {
  expect(readKey('2.67\t191.98\tGb:maj\n')).toEqual({ tonic: 6, minor: false });
  expect(readKey('2.67\t191.98\tC#:min\n')).toEqual({ tonic: 1, minor: true });
  expect(readKey('0\t90\tC:maj\n90\t180\tD:maj\n')).toBeNull();
});

/** Writes one line a beat: its time, and 1 if it starts a bar of two and of four. */
function annotation(times: number[], barOf = 4): string {
  return times.map((time, i) => `${time} ${Number(i % 2 === 1)}.0 ${Number(i % barOf === 1)}.0`).join('\n');
}

const STEADY = Array.from({ length: 40 }, (_, i) => 0.05 + i * 0.5);

it('reads steady beats of bars of four', () => {
  expect(readBeat(annotation(STEADY), 60)).toEqual({
    bpm: expect.closeTo(120),
    kind: 'midi',
    firstS: 0.05,
    metre: { signature: '4/4', beats: 4, firstDownbeat: 1 },
  });
});

it('states no metre for other bars, and no beat if the tempo changes in these seconds', () => {
  expect(readBeat(annotation(STEADY, 6), 60)).not.toHaveProperty('metre');
  const slowing = [...STEADY, ...STEADY.map((time) => 20 + 1.2 * time)];
  expect(readBeat(annotation(slowing), 60)).toBeNull();
  expect(readBeat(annotation(slowing), 20)).not.toBeNull();
});
