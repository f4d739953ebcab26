import { XMLParser } from 'fast-xml-parser';
import type { Note } from './piece.ts';

/** A score with one voice a part. Times are in quarter notes. */
export interface MusicXmlScore {
  /** Sharps, or minus the number of flats. Null if the signature changes. */
  signature: number | null;
  /** Time signature, such as "4/4". Null if it changes. */
  metre: string | null;
  /** Length of the pick-up. */
  pickUp: number;
  voices: { start: number; length: number; pitch: number }[][];
}

interface XmlNote {
  chord?: unknown;
  grace?: unknown;
  duration?: number;
  pitch?: { step: string; alter?: number; octave: number };
  tie?: { type: string }[];
}

interface XmlMeasure {
  attributes?: {
    divisions?: number;
    key?: { fifths: number }[];
    time?: { beats: number | string; 'beat-type': number }[];
  }[];
  note?: XmlNote[];
  backup?: unknown;
}

const STEPS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const LISTS = new Set(['part', 'measure', 'note', 'attributes', 'key', 'time', 'tie']);

/** Reads a part-wise MusicXML score. Null if a part has several voices, or if it is another document. */
export function readMusicXml(text: string): MusicXmlScore | null {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => LISTS.has(name),
  });
  const parts: { measure?: XmlMeasure[] }[] | undefined = parser.parse(text)['score-partwise']?.part;
  if (!parts) return null;
  const signatures = new Set<number>();
  const metres = new Set<string>();
  let pickUp = 0;
  const voices: MusicXmlScore['voices'] = [];
  for (const { measure: measures = [] } of parts) {
    if (measures.some(({ backup }) => backup !== undefined)) return null;
    const voice: MusicXmlScore['voices'][number] = [];
    let divisions = 1;
    let at = 0;
    for (const [i, { attributes = [], note: notes = [] }] of measures.entries()) {
      for (const { divisions: changed, key, time } of attributes) {
        divisions = changed ?? divisions;
        for (const { fifths } of key ?? []) signatures.add(fifths);
        for (const { beats, 'beat-type': value } of time ?? []) metres.add(`${beats}/${value}`);
      }
      for (const note of notes) at = addNote(voice, note, at, divisions);
      if (i === 0) pickUp = at;
    }
    voices.push(voice);
  }
  const only = <T>(values: ReadonlySet<T>) => (values.size === 1 ? [...values][0] : null);
  const metre = only(metres);
  const [beats, value] = metre?.split('/').map(Number) ?? [Number.NaN, Number.NaN];
  return { signature: only(signatures), metre, pickUp: pickUp % ((4 * beats) / value), voices };
}

/** Returns where the next note starts. */
function addNote(voice: MusicXmlScore['voices'][number], note: XmlNote, at: number, divisions: number): number {
  const { grace, chord, duration = 0, pitch, tie = [] } = note;
  if (grace !== undefined) return at;
  const length = duration / divisions;
  const start = chord === undefined ? at : (voice.at(-1)?.start ?? at);
  if (pitch) {
    const number = 12 * (pitch.octave + 1) + STEPS[pitch.step] + (pitch.alter ?? 0);
    const before = voice.findLast((earlier) => earlier.pitch === number);
    if (before && tie.some(({ type }) => type === 'stop')) before.length += length;
    else voice.push({ start, length, pitch: number });
  }
  return chord === undefined ? at + length : at;
}

/** Plays voices at a tempo in quarter notes a minute. */
export function playVoices(voices: MusicXmlScore['voices'], bpm: number, velocity: number): Note[][] {
  const quarterS = 60 / bpm;
  return voices.map((voice) =>
    voice.map(({ start, length, pitch }) => ({
      startS: start * quarterS,
      endS: (start + length) * quarterS,
      pitch,
      velocity,
    })),
  );
}
