import type { MidiMusic } from './midi-file.ts';
import { pitchedNotes, type StatedBeat } from './piece.ts';

/** Beats of the usual time signatures: length in quarter notes, and number in a bar. */
const METRES: Readonly<Record<string, { quarters: number; beats: number }>> = {
  '4/4': { quarters: 1, beats: 4 },
  '3/4': { quarters: 1, beats: 3 },
  '6/8': { quarters: 1.5, beats: 2 },
};
/** Divisions of a beat that notes may start on. */
const DIVISIONS = [4, 3];
/** Largest distance of a note from a division, as a share of the beat. */
const ON_DIVISION = 0.03;
const MOSTLY = 0.8;
const MIN_NOTES = 60;
const [SLOWEST, FASTEST] = [40, 240];

/** Returns the beat of a MIDI file. Null unless tempo and metre are constant, and notes on divisions of beats. */
export function beatFromMidi({ parts, bpms, timeSignatures }: MidiMusic): StatedBeat | null {
  const [signature, ...others] = timeSignatures;
  const metre = METRES[signature];
  if (!metre || others.length > 0 || new Set(bpms).size > 1) return null;
  const bpm = bpms[0] / metre.quarters;
  const starts = pitchedNotes(parts).map(({ startS }) => (startS * bpm) / 60);
  if (bpm < SLOWEST || bpm > FASTEST || starts.length < MIN_NOTES) return null;
  const shares = DIVISIONS.map((division) => starts.filter((beat) => isOn(beat, division)).length / starts.length);
  if (Math.max(...shares) < MOSTLY) return null;
  return { bpm, kind: 'midi', firstS: 0, metre: { signature, beats: metre.beats, firstDownbeat: 0 } };
}

function isOn(beat: number, division: number): boolean {
  const place = beat * division;
  return Math.abs(place - Math.round(place)) < ON_DIVISION * division;
}
