import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { drawSong } from './recipes.ts';
import { playSong } from './song.ts';

describe('playSong', () => {
  it('begins a kick on every beat, at the sample of the timeline', () => {
    const chance = { random: seededRandom(8), split: 'dev' as const };
    const drawn = drawSong('four to the floor', chance);
    const { sampleRate, timeline } = drawn;
    const { left } = playSong(
      {
        ...drawn,
        groove: { ...drawn.groove, lines: { kick: ['x...x...x...x...'] }, kicks: ['punchy'] },
        plan: drawn.plan.map((bar) => ({ ...bar, drums: 'full', fill: false, opens: false })),
        touch: { ...drawn.touch, room: 0 },
        musicGain: 0,
        sung: false,
      },
      chance,
    );
    const loudest = (from: number, to: number) =>
      left.subarray(from, to).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const millisecond = Math.round(sampleRate / 1000);
    expect(timeline.beats.length).toBeGreaterThan(100);
    for (const at of timeline.beats.subarray(0, -1)) {
      const frame = Math.round(at * sampleRate);
      // only the tail of the last kick is left
      expect(loudest(frame, frame + millisecond)).toBeGreaterThan(5 * loudest(frame - millisecond, frame));
    }
  });
});
