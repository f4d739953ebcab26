/** A key on the Camelot wheel: 1..12, then A for minor or B for major. */
export type CamelotKey = `${number}${'A' | 'B'}`;

/** Relation of a candidate's key to the seed's key. */
export type KeyRelation =
  | 'same'
  /** One step up or down on the wheel. */
  | 'neighbor'
  /** The relative major or minor. */
  | 'relative'
  /** Seven steps up: a semitone higher. */
  | 'energy-raise'
  /** Two steps up: a whole tone higher. */
  | 'energy-boost'
  /** From minor to major, three steps up. */
  | 'mood-to-major'
  /** From major to minor, three steps down. */
  | 'mood-to-minor'
  | 'unknown'
  | 'clash';

/** Labels of {@link KeyRelation} for people. */
export const KEY_RELATION_LABELS: Readonly<Record<KeyRelation, string>> = {
  same: 'Same key',
  neighbor: 'Camelot ±1',
  relative: 'Relative maj/min',
  'energy-raise': 'Raising energy (+7)',
  'energy-boost': 'Energy boost (+2)',
  'mood-to-major': 'Mood shifter (min→maj +3)',
  'mood-to-minor': 'Mood shifter (maj→min −3)',
  unknown: '-',
  clash: 'Clash',
};

const PITCH_CLASSES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
const LETTER_STEPS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
/** C major is 8B and its relative A minor 8A; each fifth up adds one. */
const CAMELOT_OF_C = 8;
const SEMITONES_PER_FIFTH = 7;
const MINOR_TO_RELATIVE_MAJOR = 3;
/** Open Key 1d is C major, which Camelot calls 8B. */
const OPEN_KEY_TO_CAMELOT = 7;

const onWheel = (number: number): number => ((((number - 1) % 12) + 12) % 12) + 1;

/** All keys: minor ones first, each in the order of the wheel. */
export const CAMELOT_KEYS: readonly CamelotKey[] = (['A', 'B'] as const).flatMap((letter) =>
  Array.from({ length: 12 }, (_, i): CamelotKey => `${i + 1}${letter}`),
);
/** Keys as most records have them, which need no reading. */
const CAMELOT: ReadonlyMap<unknown, CamelotKey> = new Map(CAMELOT_KEYS.map((key) => [key, key]));
/** Longest text that can be a key. A file may hold a megabyte here. */
const LONGEST_KEY = 100;
const BETWEEN_NOTATIONS = /\s*[/|()[\],;=]\s*|\s+[-–]\s+/;

/**
 * Reads a key in any notation: Camelot ("8A", "08A"), Open Key ("1m", "1d"), or a name ("Am", "A minor", "F#m",
 * "Bbmaj", "Db", "A flat minor"). Also accepts two notations of the same key ("8A (Am)", "C#/Db"). Returns undefined
 * for any other text, such as "" or "o" (Rekordbox's "off key").
 */
export function parseKey(text: string | null | undefined): CamelotKey | undefined {
  const usual = CAMELOT.get(text);
  if (usual !== undefined) return usual;
  // another program may store any type here
  const written = typeof text === 'string' && text.length <= LONGEST_KEY ? text.normalize('NFKC').trim() : '';
  const key = keyIn(written);
  if (key) return key;
  const keys = written.split(BETWEEN_NOTATIONS).filter(Boolean).map(keyIn);
  return keys.every((each) => each === keys[0]) ? keys[0] : undefined;
}

function keyIn(text: string): CamelotKey | undefined {
  const wheel = /^0?(1[0-2]|[1-9])\s*([ABMD])$/i.exec(text);
  if (wheel) {
    const number = Number(wheel[1]);
    switch (wheel[2].toUpperCase()) {
      case 'A':
        return `${number}A`;
      case 'B':
        return `${number}B`;
      case 'M':
        return `${onWheel(number + OPEN_KEY_TO_CAMELOT)}A`;
      default:
        return `${onWheel(number + OPEN_KEY_TO_CAMELOT)}B`;
    }
  }
  const signed = text.replace(/[\s-]flat\b/i, 'b').replace(/[\s-]sharp\b/i, '#');
  const named = /^([A-G])\s*([#♯b♭]?)\s*-?\s*(minor|major|min|maj|m|M)?$/.exec(
    signed.charAt(0).toUpperCase() + normalMode(signed.slice(1)),
  );
  if (!named) return undefined;
  const accidental = /[#♯]/.test(named[2]) ? 1 : named[2] === '' ? 0 : -1;
  const pitchClass = (LETTER_STEPS[named[1]] + accidental + 12) % 12;
  return camelotOf(pitchClass, named[3] === 'minor' || named[3] === 'min' || named[3] === 'm');
}

/** Writes the text in lower case, except a single M: M means major, m means minor. */
function normalMode(rest: string): string {
  return /^\s*[#♯b♭]?\s*M$/.test(rest) ? rest : rest.toLowerCase();
}

/** Returns the Camelot key of a pitch class (0 = C … 11 = B). */
export function camelotOf(pitchClass: number, minor: boolean): CamelotKey {
  const major = minor ? pitchClass + MINOR_TO_RELATIVE_MAJOR : pitchClass;
  return `${onWheel(CAMELOT_OF_C + ((major * SEMITONES_PER_FIFTH) % 12))}${minor ? 'A' : 'B'}`;
}

/** Returns the musical name of a key with sharps, as records store it: "8A" → "A minor". */
export function keyName(key: CamelotKey): string {
  const { number, minor } = wheelPosition(key);
  // 7 is its own inverse modulo 12
  const major = ((number - CAMELOT_OF_C + 12) * SEMITONES_PER_FIFTH) % 12;
  const pitchClass = minor ? (major - MINOR_TO_RELATIVE_MAJOR + 12) % 12 : major;
  return `${PITCH_CLASSES[pitchClass]} ${minor ? 'minor' : 'major'}`;
}

/** Notations that {@link formatKey} writes. */
export const KEY_NOTATIONS = ['camelot', 'open-key', 'musical', 'short'] as const;

/** A notation of a key: Camelot ("3A"), Open Key ("8m"), musical ("Bb minor") or short ("Bbm"). */
export type KeyNotation = (typeof KEY_NOTATIONS)[number];

/** Tonics by position on the wheel from 1, with the fewest accidentals, and six sharps instead of six flats. */
const MAJOR_TONICS = ['B', 'F#', 'Db', 'Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E'] as const;
const MINOR_TONICS = ['G#', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F#', 'C#'] as const;

/** Formats a key for people, spelt as musicians do ("Db major", "G# minor"). Records store the {@link keyName}. */
export function formatKey(key: CamelotKey, notation: KeyNotation): string {
  const { number, minor } = wheelPosition(key);
  const tonic = (minor ? MINOR_TONICS : MAJOR_TONICS)[number - 1];
  switch (notation) {
    case 'camelot':
      return key;
    case 'open-key':
      return `${onWheel(number - OPEN_KEY_TO_CAMELOT)}${minor ? 'm' : 'd'}`;
    case 'musical':
      return `${tonic} ${minor ? 'minor' : 'major'}`;
    case 'short':
      return minor ? `${tonic}m` : tonic;
  }
}

function wheelPosition(key: CamelotKey): { number: number; minor: boolean } {
  return { number: Number.parseInt(key, 10), minor: key.endsWith('A') };
}

/** Returns the relation of `candidate` to `seed`, keys in any notation; `unknown` if one is missing or unreadable. */
export function keyRelation(seed: string | null | undefined, candidate: string | null | undefined): KeyRelation {
  const from = parseKey(seed);
  const to = parseKey(candidate);
  if (!from || !to) return 'unknown';
  const a = wheelPosition(from);
  const b = wheelPosition(to);
  const stepsUp = (b.number - a.number + 12) % 12;
  if (a.minor === b.minor) {
    if (stepsUp === 0) return 'same';
    if (stepsUp === 1 || stepsUp === 11) return 'neighbor';
    if (stepsUp === 7) return 'energy-raise';
    return stepsUp === 2 ? 'energy-boost' : 'clash';
  }
  if (stepsUp === 0) return 'relative';
  if (a.minor && stepsUp === 3) return 'mood-to-major';
  return !a.minor && stepsUp === 9 ? 'mood-to-minor' : 'clash';
}
