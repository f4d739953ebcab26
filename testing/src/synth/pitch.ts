const NOTE_NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];

/** A key: pitch class of the tonic (0 = C … 11 = B) and mode. */
export interface Key {
  tonic: number;
  minor: boolean;
}

/** Reads a key such as `Am`, `F#m` or `Bb`. Throws a RangeError for any other text. */
export function parseKey(text: string): Key {
  const minor = text.endsWith('m');
  const tonic = NOTE_NAMES.indexOf(minor ? text.slice(0, -1) : text);
  if (tonic < 0)
    throw new RangeError(`"${text}" is not a key: expected one of ${NOTE_NAMES.join(', ')}, with m for minor.`);
  return { tonic, minor };
}

/** Returns the key's Camelot code: `8A` for A minor, `8B` for C major. */
export function camelotCode({ tonic, minor }: Key): string {
  const fifths = ((minor ? tonic + 3 : tonic) * 7) % 12;
  return `${((fifths + 7) % 12) + 1}${minor ? 'A' : 'B'}`;
}

/** Returns the frequency of a MIDI note in Hz, fractions allowed; A4 (69) is 440. */
export function frequencyOf(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12);
}

/** Returns the MIDI note of a scale degree. 0 is the tonic in `octave` (4 has middle C), 7 an octave above it. */
export function scaleNote(key: Key, degree: number, octave: number): number {
  const scale = key.minor ? MINOR : MAJOR;
  const octaves = Math.floor(degree / 7);
  return 12 * (octave + 1 + octaves) + key.tonic + scale[degree - 7 * octaves];
}

/** Moves every note into the octave from `lowest`, so that the chords of a progression are close. `size` is 3 to 5. */
export function chordNotes(key: Key, degree: number, size: number, lowest: number): number[] {
  const notes = Array.from({ length: size }, (_, third) => scaleNote(key, degree + 2 * third, 0));
  return notes.map((note) => lowest + ((((note - lowest) % 12) + 12) % 12)).sort((a, b) => a - b);
}
