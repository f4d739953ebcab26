import { between, type Random } from '../random.ts';
import { cymbal } from '../synth/drums.ts';
import { hits } from '../synth/patterns.ts';
import type { Studio } from '../synth/studio.ts';
import type { DrumName, Groove } from './grooves.ts';
import type { Kit } from './kit.ts';
import type { Player } from './player.ts';

const GAINS: Record<DrumName, number> = {
  kick: 1,
  snare: 0.8,
  clap: 0.8,
  rim: 0.35,
  closed: 0.28,
  open: 0.3,
  ride: 0.2,
  shaker: 0.4,
  tom: 0.5,
  bell: 0.3,
  log: 0.9,
};
const PANS: Partial<Record<DrumName, number>> = {
  closed: -0.2,
  open: 0.15,
  ride: 0.25,
  shaker: -0.3,
  rim: 0.3,
  tom: 0.2,
};

export interface Touch {
  /** Variation in level, 0..1. */
  unevenness: number;
  /** Maximum timing error of every drum except the kick, in seconds. */
  looseness: number;
  /** Gain of each drum; 1 if absent. */
  louder: Partial<Record<DrumName, number>>;
  /** Room send of each drum, including the kick. */
  room: number;
}

/** Plays the drums of a groove. The kick is always exact: its first sample is the beat. */
export function drummer(studio: Studio, random: Random, groove: Groove, kit: Kit, touch: Touch): Player {
  const crash = cymbal(studio, { decay: 0.6, cutoff: 5000, metal: 0.5 });
  const lines = Object.entries(groove.lines).map(([drum, bars]) => ({
    drum: drum as DrumName,
    bars: bars.map((pattern) =>
      hits(pattern).map(({ step, velocity }) => ({
        position: (step / pattern.length) * groove.metre.beats,
        velocity,
      })),
    ),
  }));
  const strike = (drum: DrumName, frame: number, velocity: number) => {
    const gain = GAINS[drum] * (touch.louder[drum] ?? 1) * velocity * between(random, 1 - touch.unevenness, 1);
    if (drum === 'kick') {
      studio.kicks.push(frame);
      studio.play('drums', kit.kick, frame, { gain, room: touch.room });
      return;
    }
    const off = Math.round(between(random, -1, 1) * touch.looseness * studio.sampleRate);
    studio.play('drums', kit[drum], frame + off, { gain, pan: PANS[drum], room: Math.max(touch.room, 0.08) });
  };

  return (bar) => {
    const { drums, fill, opens } = bar.plan;
    if (drums === 'none') return;
    const { beats, division } = bar.metre;
    const fillFrom = fill ? beats - (beats > 2 ? Math.ceil(between(random, 0, 2)) : 1) : beats;
    for (const { drum, bars } of lines) {
      const low = drum === 'kick' || drum === 'log';
      if (drums === 'kick' && !low && drum !== 'closed') continue;
      if (drums === 'tops' && low) continue;
      const turn = ((bar.index % bars.length) + bars.length) % bars.length;
      for (const { position, velocity } of bars[turn]) {
        if (position < bar.from) continue;
        if (position >= fillFrom && !low) continue;
        strike(drum, bar.at(position), velocity);
      }
    }
    for (let i = fillFrom * division; i < beats * division; i++) {
      if (random() < 0.75) strike(random() < 0.5 ? 'snare' : 'tom', bar.at(i / division), between(random, 0.4, 0.9));
    }
    if (opens) studio.play('drums', crash, bar.at(0), { gain: 0.35, room: 0.2 });
  };
}
