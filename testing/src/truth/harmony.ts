import { between, pick, type Random } from '../random.ts';
import { inventedDegrees } from '../synth/patterns.ts';
import { chordNotes, scaleNote } from '../synth/pitch.ts';
import type { Studio } from '../synth/studio.ts';
import { BELL, ELECTRIC_PIANO, fmNote, organNote, PIANO, stringNote, synthNote } from '../synth/voices.ts';
import type { Player } from './player.ts';
import type { Song } from './song.ts';
import { type Chance, drawBetween } from './splits.ts';

/** Beats of a bar of four, in two groups of three half beats and one of two. */
const TRESILLO: readonly number[] = [0, 1.5, 3];

/** Rhythm of the chords. `pah` plays on every beat but the first. */
export type Comping = 'stabs' | 'beats' | 'off the beat' | 'eighths' | 'dotted' | 'held' | 'pah' | 'tresillo';

/** Kind of lead. `three over four` repeats three notes in sixteenths; `dotted` plays every third sixteenth. */
export type Lead = 'none' | 'arpeggio' | 'three over four' | 'dotted' | 'tune';

/** Plays long, soft chords, loud only where the plan says so. */
export function padPlayer(studio: Studio, chance: Chance, barS: number): Player {
  const { sampleRate, key } = studio;
  const { random } = chance;
  const long = { attack: drawBetween(chance, 0.05, 0.6), decay: 1, sustain: 0.8, hold: barS * 0.98, release: 0.4 };
  const soft = {
    wave: 'saw' as const,
    unison: 3,
    detune: drawBetween(chance, 8, 24),
    cutoff: drawBetween(chance, 700, 3500),
    sweepOctaves: 0,
    sweepSeconds: 1,
    resonance: 0.7,
  };
  const chords = studio.chords(studio.sampled((midi) => synthNote({ sampleRate, midi, envelope: long, random }, soft)));
  return (bar) => {
    if (bar.from > 0) return;
    const gain = bar.plan.pad ? 0.16 : 0.04;
    studio.play('music', chords(chordNotes(key, bar.degree, 3, 55)), bar.at(0), { gain, room: 0.5 });
  };
}

export function chordPlayer(
  studio: Studio,
  chance: Chance,
  { comping, organ = false }: Pick<Song, 'comping' | 'organ'>,
): Player {
  const { sampleRate, key } = studio;
  const { random } = chance;
  const beat = 4 * studio.step;
  const hold = comping === 'held' ? 1.8 * beat : Math.min(0.4, 0.45 * beat);
  const envelope = { attack: 0.003, decay: 0.3, sustain: 0.3, hold, release: 0.15 };
  const patch = {
    wave: 'square' as const,
    unison: 2,
    detune: 12,
    cutoff: drawBetween(chance, 900, 2600),
    sweepOctaves: 1.2,
    sweepSeconds: 0.1,
    resonance: 0.9,
  };
  const instrument = pick(random, [
    (midi: number) => fmNote({ sampleRate, midi, envelope, random }, PIANO),
    (midi: number) => fmNote({ sampleRate, midi, envelope, random }, ELECTRIC_PIANO),
    (midi: number) => stringNote({ sampleRate, midi, envelope, random }, 0.5),
    (midi: number) => synthNote({ sampleRate, midi, envelope, random }, patch),
  ]);
  const notes = organ ? organChord(studio, random) : instrument;
  const chords = studio.chords(studio.sampled(notes));
  const invented = Array.from({ length: 32 }, () => random());
  const echo = random() < 0.4 ? 0.35 : 0;
  return (bar) => {
    if (!bar.plan.chords) return;
    const pitches = chordNotes(key, bar.degree, 3, 57);
    const { beats, division } = bar.metre;
    for (let i = 0; i < beats * division; i++) {
      const position = i / division;
      const inBeat = i % division;
      const plays = {
        stabs: invented[i % 32] < (inBeat === 0 ? 0.22 : 0.26),
        beats: inBeat === 0,
        pah: inBeat === 0 && i > 0,
        tresillo: TRESILLO.includes(position),
        held: i % (2 * division) === 0,
        'off the beat': inBeat === Math.floor(division / 2),
        eighths: inBeat % Math.max(1, division / (division === 6 ? 3 : 2)) === 0,
        dotted: (i + bar.index * beats * division) % 3 === 0,
      }[comping];
      if (plays && position >= bar.from)
        studio.play('music', chords(pitches), bar.at(position), { gain: 0.2, room: 0.25, echo });
    }
  };
}

function organChord({ sampleRate, step }: Studio, random: Random) {
  const hold = between(random, 0.4, 0.85) * 4 * step;
  const envelope = { attack: 0.004, decay: 1, sustain: between(random, 0.3, 1), hold, release: 0.01 };
  return (midi: number) => organNote({ sampleRate, midi, envelope, random });
}

export function leadPlayer(studio: Studio, chance: Chance, lead: Lead): Player {
  const { sampleRate, key } = studio;
  const { random } = chance;
  const beat = 4 * studio.step;
  const envelope = { attack: 0.002, decay: 0.15, sustain: 0.3, hold: Math.min(0.5, beat * 0.3), release: 0.12 };
  const patch = {
    wave: 'saw' as const,
    unison: 3,
    detune: drawBetween(chance, 10, 30),
    cutoff: drawBetween(chance, 1200, 4000),
    sweepOctaves: 1.5,
    sweepSeconds: 0.09,
    resonance: 1,
  };
  const note = studio.sampled(
    pick(random, [
      (midi: number) => synthNote({ sampleRate, midi, envelope, random }, patch),
      (midi: number) => fmNote({ sampleRate, midi, envelope, random }, BELL),
      (midi: number) => stringNote({ sampleRate, midi, envelope, random }, 0.7),
    ]),
  );
  const rung = pick(random, [4, 8, 16]);
  const figure = lead === 'three over four' ? [0, 2, 4] : inventedDegrees(random, rung);
  const invented = Array.from({ length: 64 }, () => random());
  const echo = random() < 0.5 ? between(random, 0.3, 0.7) : 0.1;
  return (bar) => {
    if (!bar.plan.lead || lead === 'none') return;
    const { beats, division } = bar.metre;
    const units = beats * division;
    for (let i = 0; i < units; i++) {
      const through = i + bar.index * units;
      if (lead === 'dotted' && through % 3 !== 0) continue;
      if (lead === 'tune' && invented[through & 63] > (i % division === 0 ? 0.45 : 0.2)) continue;
      if (i / division < bar.from) continue;
      const place = ((through % figure.length) + figure.length) % figure.length;
      const accent = lead === 'three over four' && place === 0 ? 1.7 : 1;
      const midi = scaleNote(key, bar.degree + figure[place], 4) + (lead === 'tune' ? 12 : 0);
      studio.play('music', note(midi), bar.at(i / division), {
        gain: 0.13 * accent,
        pan: i % 2 ? 0.25 : -0.25,
        room: 0.3,
        echo,
      });
    }
  };
}
