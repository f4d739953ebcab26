import { between, pick } from '../random.ts';
import { acidNote } from '../synth/acid-line.ts';
import { inventedDegrees } from '../synth/patterns.ts';
import { scaleNote } from '../synth/pitch.ts';
import type { Studio } from '../synth/studio.ts';
import { organNote, stringNote, subNote, synthNote } from '../synth/voices.ts';
import type { Player } from './player.ts';
import type { Song } from './song.ts';
import { type Chance, drawBetween } from './splits.ts';

export type BassLine =
  | 'long'
  | 'on the beat'
  | 'off the beat'
  | 'eighths'
  | 'rolling'
  | 'sixteenths'
  | 'syncopated'
  | 'walking'
  | 'dotted'
  | 'oom'
  | 'tresillo';

export function bassPlayer(
  studio: Studio,
  chance: Chance,
  { bass: line, organ: isOrgan = false }: Pick<Song, 'bass' | 'organ'>,
): Player {
  const { random } = chance;
  const instrument = isOrgan ? organ : pick(random, [sub, synth, acid, plucked]);
  const voice = instrument(studio, chance, line);
  const degrees = inventedDegrees(random, 16);
  const invented = Array.from({ length: 32 }, () => random());
  const steps = stepsOf(line, invented);
  return (bar) => {
    if (!bar.plan.bass) return;
    const root = scaleNote(studio.key, bar.degree, 1);
    steps(bar.metre.beats, bar.metre.division, bar.index).forEach((position, i) => {
      const degree = line === 'walking' || (line === 'syncopated' && i % 3 === 2) ? degrees[i % 16] : 0;
      const midi = scaleNote(studio.key, bar.degree + degree, 1);
      const low = Math.max(midi, root) < 31 ? midi + 12 : midi;
      const accent = Number.isInteger(position) ? 1 : 0.85;
      studio.play('bass', voice(low), bar.at(position), { gain: 0.55 * accent });
    });
  };
}

/** Positions in a bar, in beats. */
function stepsOf(line: BassLine, invented: readonly number[]) {
  return (beats: number, division: number, bar: number): number[] => {
    const units = Array.from({ length: beats * division }, (_, i) => i / division);
    const half = division === 6 ? 3 : division / 2;
    switch (line) {
      case 'long':
      case 'oom':
        return [0];
      case 'on the beat':
      case 'walking':
        return units.filter((_, i) => i % division === 0);
      case 'off the beat':
        return units.filter((_, i) => i % division === half);
      case 'eighths':
        return units.filter((_, i) => i % Math.max(1, division / (division === 6 ? 3 : 2)) === 0);
      case 'rolling':
        return units.filter((_, i) => i % division !== 0);
      case 'sixteenths':
        return units;
      case 'syncopated':
        return units.filter((_, i) => invented[i % 32] < (i === 0 ? 0.8 : i % division === 0 ? 0.2 : 0.4));
      case 'tresillo':
        return units.filter((unit) => unit % 1.5 === 0);
      case 'dotted':
        // every third of the smallest notes, continued across bars
        return units.filter((_, i) => (i + bar * units.length) % 3 === 0);
    }
  };
}

function holdOf(studio: Studio, line: BassLine): number {
  const beat = 4 * studio.step;
  if (line === 'long') return Math.min(2.5, 3.5 * beat);
  return (
    (line === 'on the beat' || line === 'walking' || line === 'oom' ? 0.8 : line === 'off the beat' ? 0.4 : 0.22) * beat
  );
}

function sub(studio: Studio, { random }: Chance, line: BassLine) {
  const envelope = { attack: 0.006, decay: 0.5, sustain: 0.7, hold: holdOf(studio, line), release: 0.04 };
  return studio.sampled((midi) => subNote({ sampleRate: studio.sampleRate, midi, envelope, random }, 1.4));
}

function synth(studio: Studio, chance: Chance, line: BassLine) {
  const { random } = chance;
  const envelope = { attack: 0.004, decay: 0.15, sustain: 0.5, hold: holdOf(studio, line), release: 0.03 };
  const patch = {
    wave: pick(random, ['saw', 'square'] as const),
    unison: 1,
    detune: 0,
    cutoff: drawBetween(chance, 220, 700),
    sweepOctaves: drawBetween(chance, 0.5, 2.5),
    sweepSeconds: drawBetween(chance, 0.04, 0.15),
    resonance: drawBetween(chance, 0.8, 3),
    sub: 0.4,
  };
  return studio.sampled((midi) => synthNote({ sampleRate: studio.sampleRate, midi, envelope, random }, patch));
}

function acid(studio: Studio, chance: Chance, line: BassLine) {
  const seconds = Math.max(0.08, holdOf(studio, line));
  const open = drawBetween(chance, 240, 600);
  const accent = chance.random() < 0.4;
  return studio.sampled((midi) => acidNote({ sampleRate: studio.sampleRate, midi, seconds, open, accent }));
}

function organ(studio: Studio, { random }: Chance, line: BassLine) {
  const envelope = {
    attack: 0.004,
    decay: 1,
    sustain: between(random, 0.3, 1),
    hold: holdOf(studio, line),
    release: 0.01,
  };
  return studio.sampled((midi) => organNote({ sampleRate: studio.sampleRate, midi, envelope, random }));
}

function plucked(studio: Studio, { random }: Chance, line: BassLine) {
  const envelope = { attack: 0.002, decay: 0.6, sustain: 0.3, hold: holdOf(studio, line), release: 0.06 };
  const brightness = between(random, 0.05, 0.3);
  return studio.sampled((midi) => stringNote({ sampleRate: studio.sampleRate, midi, envelope, random }, brightness));
}
