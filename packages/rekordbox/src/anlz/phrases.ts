import { type AnlzSection, requireEntries } from './anlz-sections.ts';
import type { AnlzBeat } from './beat-grid.ts';

/** Mood that Rekordbox finds in a track. It decides the names of the phrases. */
export type AnlzMood = 'high' | 'mid' | 'low';

/** A phrase of a track, as Rekordbox shows it above the waveform. */
export interface AnlzPhrase {
  /** Name in Rekordbox, e.g. "Verse 1"; "" for a kind that rbassist does not know. */
  label: string;
  /** First beat, counted from 1. */
  startBeat: number;
  /** Beat after the last. */
  endBeat: number;
  /** Seconds in Rekordbox's time; null if the grid has no such beat. */
  startS: number | null;
  endS: number | null;
}

/** Phrases of a section PSSI. */
export interface AnlzPhrases {
  mood: AnlzMood | null;
  phrases: AnlzPhrase[];
}

const ENTRY = 24;
const MOODS: readonly AnlzMood[] = ['high', 'mid', 'low'];
const VERSES = ['Verse 1', 'Verse 2', 'Verse 3', 'Verse 4', 'Verse 5', 'Verse 6'];
const LABELS: Readonly<Record<AnlzMood, readonly string[]>> = {
  high: ['Intro', 'Up', 'Down', '', 'Chorus', 'Outro'],
  mid: ['Intro', ...VERSES, 'Bridge', 'Chorus', 'Outro'],
  low: ['Intro', 'Verse 1', 'Verse 1', 'Verse 1', 'Verse 2', 'Verse 2', 'Verse 2', 'Bridge', 'Chorus', 'Outro'],
};

/** Files for USB sticks hide the section behind this mask. The number of entries is added to each of its bytes. */
const MASK = Buffer.from('cbe1eefae5eeadeee9d2e9ebe1e9f3e8e9f4e1', 'hex');
const MASKED_FROM = 18;

/**
 * Reads a section PSSI.
 *
 * @param beats Grid of the same track, for the times.
 */
export function phrasesOf(section: AnlzSection, beats: readonly AnlzBeat[]): AnlzPhrases {
  const bytes = unmasked(section.bytes);
  const mood = MOODS[bytes.readUInt16BE(MASKED_FROM) - 1] ?? null;
  const last = bytes.readUInt16BE(26);
  const timeOf = (beat: number) => (beat >= 1 && beat <= beats.length ? beats[beat - 1].timeMs / 1000 : null);
  const count = bytes.readUInt16BE(16);
  requireEntries(section, count, ENTRY);
  const phrases = Array.from({ length: count }, (_, i) => {
    const at = section.headerLength + i * ENTRY;
    const startBeat = bytes.readUInt16BE(at + 2);
    const endBeat = i + 1 < count ? bytes.readUInt16BE(at + ENTRY + 2) : last;
    const label = mood === null ? '' : (LABELS[mood][bytes.readUInt16BE(at + 4) - 1] ?? '');
    return { label, startBeat, endBeat, startS: timeOf(startBeat), endS: timeOf(endBeat) };
  });
  return { mood, phrases };
}

function unmasked(bytes: Buffer): Buffer {
  const mood = bytes.readUInt16BE(MASKED_FROM);
  if (mood >= 1 && mood <= MOODS.length) return bytes;
  const entries = bytes.readUInt16BE(16);
  const offset = bytes.readUInt16BE(12);
  const plain = Buffer.from(bytes);
  for (let at = MASKED_FROM; at < plain.length; at++) {
    plain[at] ^= (MASK[(at - MASKED_FROM + offset) % MASK.length] + entries) & 0xff;
  }
  return plain;
}
