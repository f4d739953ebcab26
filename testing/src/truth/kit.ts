import { pick } from '../random.ts';
import { clap, cymbal, kick, rim, shaker, snare, tom } from '../synth/drums.ts';
import type { Stereo } from '../synth/sound.ts';
import type { DrumName, Groove, KickName } from './grooves.ts';
import { type Chance, drawBetween } from './splits.ts';

export type Kit = Record<DrumName, Stereo>;

/** Builds a kit of random sounds for a groove. Every sound begins at its first sample. */
export function buildKit(chance: Chance, sampleRate: number, groove: Groove): Kit {
  const { random } = chance;
  const source = { sampleRate, random };
  const draw = (low: number, high: number) => drawBetween(chance, low, high);
  return {
    kick: buildKick(chance, sampleRate, pick(random, groove.kicks)),
    snare: snare(source, { tone: draw(150, 260), decay: draw(0.05, 0.16), brightness: draw(1300, 3800) }),
    clap: clap(source, { decay: draw(0.05, 0.14), brightness: draw(1100, 2600) }),
    rim: rim(source, draw(450, 1500)),
    closed: cymbal(source, { decay: draw(0.012, 0.04), cutoff: draw(5500, 9500), metal: draw(0, 0.9) }),
    open: cymbal(source, { decay: draw(0.06, 0.22), cutoff: draw(5000, 9000), metal: draw(0.1, 0.9) }),
    ride: cymbal(source, { decay: draw(0.2, 0.5), cutoff: draw(3500, 6500), metal: draw(0.6, 1) }),
    shaker: shaker(source, { decay: draw(0.018, 0.045), cutoff: draw(4500, 8500) }),
    tom: tom(source, draw(85, 230)),
    bell: rim(source, draw(520, 900)),
    log: kick(source, { low: draw(48, 75), high: draw(110, 170), sweep: 0.05, decay: 0.28, drive: 1.8, click: 0.05 }),
  };
}

function buildKick(chance: Chance, sampleRate: number, name: KickName): Stereo {
  const draw = (low: number, high: number) => drawBetween(chance, low, high);
  const shapes = {
    punchy: () => ({
      low: draw(46, 56),
      high: draw(170, 300),
      sweep: draw(0.015, 0.028),
      decay: draw(0.12, 0.22),
      drive: draw(1.4, 2.6),
      click: draw(0.25, 0.7),
    }),
    boomy: () => ({
      low: draw(38, 50),
      high: draw(80, 140),
      sweep: draw(0.025, 0.06),
      decay: draw(0.3, 0.6),
      drive: draw(1, 1.8),
      click: draw(0.03, 0.2),
    }),
    acoustic: () => ({
      low: draw(58, 78),
      high: draw(100, 170),
      sweep: draw(0.008, 0.016),
      decay: draw(0.07, 0.13),
      drive: draw(1, 1.5),
      click: draw(0.4, 0.9),
    }),
    soft: () => ({
      low: draw(44, 58),
      high: draw(70, 110),
      sweep: draw(0.02, 0.04),
      decay: draw(0.12, 0.2),
      drive: draw(0.9, 1.3),
      click: draw(0, 0.08),
    }),
    hard: () => ({
      low: draw(48, 62),
      high: draw(260, 420),
      sweep: draw(0.02, 0.04),
      decay: draw(0.18, 0.3),
      drive: draw(3.5, 6),
      click: draw(0.5, 0.9),
    }),
  };
  return kick({ sampleRate, random: chance.random }, shapes[name]());
}
