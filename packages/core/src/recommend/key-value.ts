import { CAMELOT_KEYS, keyRelation } from '../keys/camelot.ts';

/** Number of keys: 12 minor and 12 major. */
export const KEYS = CAMELOT_KEYS.length;

const INDEX_OF: Readonly<Record<string, number>> = Object.fromEntries(CAMELOT_KEYS.map((key, i) => [key, i]));

/** Returns the number of a key, 0..23, by its place in {@link CAMELOT_KEYS}; undefined for any other text. */
export function keyIndex(key: string): number | undefined {
  return INDEX_OF[key];
}

/**
 * Values by steps on the circle of fifths, 0..6. Each step changes one of the seven notes of the scale, so five steps
 * leave no more notes in common than chance.
 */
const STEP_VALUES = [1, 0.9, 0.45, 0.25, 0.1, 0, 0] as const;
/** Factor for the other mode, with the same notes or others. */
const OTHER_MODE = 0.9;
const OTHER_MODE_AND_NOTES = 0.5;

/** Values of the Camelot moves that are not near on the circle. All are above those of keys that clash. */
const MOVE_VALUES = {
  'energy-boost': 0.7,
  'energy-raise': 0.5,
  'mood-to-major': 0.7,
  'mood-to-minor': 0.7,
} as const;

/** Values of all moves: row of the first key, column of the second. */
const VALUES = Float64Array.from({ length: KEYS * KEYS }, (_, cell) => moveValue(Math.floor(cell / KEYS), cell % KEYS));

/** 1 for moves that clash by the Camelot rules. */
const CLASHES = Uint8Array.from({ length: KEYS * KEYS }, (_, cell) =>
  Number(keyRelation(CAMELOT_KEYS[Math.floor(cell / KEYS)], CAMELOT_KEYS[cell % KEYS]) === 'clash'),
);

/** Returns true if a move from one key to another clashes by the Camelot rules. */
export function keyClashes(from: number, to: number): boolean {
  return CLASHES[from * KEYS + to] === 1;
}

function moveValue(from: number, to: number): number {
  const relation = keyRelation(CAMELOT_KEYS[from], CAMELOT_KEYS[to]);
  if (relation in MOVE_VALUES) return MOVE_VALUES[relation as keyof typeof MOVE_VALUES];
  const apart = Math.abs((from % 12) - (to % 12));
  const steps = Math.min(apart, 12 - apart);
  const isOtherMode = from < 12 !== to < 12;
  if (!isOtherMode) return STEP_VALUES[steps];
  return STEP_VALUES[steps] * (steps === 0 ? OTHER_MODE : OTHER_MODE_AND_NOTES);
}

/**
 * Returns the value of a move from one key to another, 0..1: 1 for the same key, 0.9 for a step on the circle of fifths
 * or the relative key, 0.5 to 0.7 for the other Camelot moves, less for keys that clash, 0 for the tritone.
 */
export function keyValue(from: number, to: number): number {
  return VALUES[from * KEYS + to];
}
