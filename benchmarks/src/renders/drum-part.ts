import { pick, type Random } from '@rbassist/testing/random';
import { beatTimes } from './beat-times.ts';
import type { Note, Part, StatedBeat } from './piece.ts';

/** Notes of the General MIDI drum kit. */
const KIT = { kick: 36, snare: 38, clap: 39, stick: 37, closedHat: 42, ride: 51 };
const HIT_S = 0.05;

/** Beats of a bar with a kick; all others have a snare. */
const KICKS: Readonly<Record<string, readonly number[][]>> = {
  '4/4': [
    [0, 2],
    [0, 1, 2, 3],
  ],
  '3/4': [[0]],
  '6/8': [[0]],
};
/** Divisions of a beat that the hat plays. */
const HATS: Readonly<Record<string, readonly number[]>> = { '4/4': [1, 2, 4], '3/4': [1, 2], '6/8': [3] };

/** Draws a drum pattern that fits the metre. Without a metre, a kick plays each beat and a hat between. */
export function drumPart(beat: StatedBeat, endS: number, random: Random): Part {
  const { bpm, metre } = beat;
  const signature = metre?.signature ?? '';
  const kicks = pick(random, KICKS[signature] ?? [[0]]);
  const divisions = pick(random, HATS[signature] ?? [2]);
  const snare = pick(random, [KIT.snare, KIT.clap, KIT.stick]);
  const hat = pick(random, [KIT.closedHat, KIT.ride]);
  const notes = beatTimes(beat, endS).flatMap((startS, i): Note[] => {
    const place = metre ? (i - metre.firstDownbeat + metre.beats) % metre.beats : 0;
    const drum = kicks.includes(place) ? KIT.kick : snare;
    const hats = Array.from({ length: divisions }, (_, h) => hit(startS + (h * 60) / bpm / divisions, hat, 70));
    return [hit(startS, drum, 105), ...hats];
  });
  return { program: 'drums', notes };
}

function hit(startS: number, pitch: number, velocity: number): Note {
  return { startS, endS: startS + HIT_S, pitch, velocity };
}
