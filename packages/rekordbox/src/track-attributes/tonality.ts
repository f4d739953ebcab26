import { type CamelotKey, formatKey, parseKey } from '@rbassist/core';

/**
 * Spelling of keys in Rekordbox.
 *
 * - `classic`: "Fm", "Abm", "F#", as Rekordbox 5 and the display option Classic.
 * - `camelot`: "8A", as the display option Alphanumeric.
 * - `open-key`: "1m".
 * - `min-maj`: "Emin", "Gmaj", as some tagging programs.
 */
export type TonalityNotation = (typeof TONALITY_NOTATIONS)[number];

/** Every {@link TonalityNotation}. */
export const TONALITY_NOTATIONS = ['classic', 'camelot', 'open-key', 'min-maj'] as const;

/** Tonics that Rekordbox spells with flats, where core has sharps. */
const FLAT_TONICS: Readonly<Record<string, string>> = { 'G#m': 'Abm', 'C#m': 'Dbm' };

const PATTERNS: Readonly<Record<TonalityNotation, RegExp>> = {
  classic: /^[A-G][#b]?m?$/,
  camelot: /^0?\d{1,2}[AB]$/i,
  'open-key': /^0?\d{1,2}[md]$/i,
  'min-maj': /^[A-G][#b]?(?:min|maj)$/i,
};

/** Formats a key as a notation spells it. A text that is not a key stays as it is, since a user may have written it. */
export function tonalityOf(key: string | undefined, notation: TonalityNotation): string {
  const known = parseKey(key);
  return known === undefined ? (key ?? '') : spell(known, notation);
}

/** Counts the notations of a file's keys. */
export class TonalityCount {
  readonly #counts = new Map<TonalityNotation, number>();

  add(tonality: string): void {
    const notation = TONALITY_NOTATIONS.find((each) => PATTERNS[each].test(tonality));
    if (notation !== undefined) this.#counts.set(notation, (this.#counts.get(notation) ?? 0) + 1);
  }

  /** Notation of most keys; of two that are equally frequent, the first of {@link TONALITY_NOTATIONS}. */
  get majority(): TonalityNotation | undefined {
    const most = Math.max(...this.#counts.values(), 0);
    return TONALITY_NOTATIONS.find((notation) => most > 0 && this.#counts.get(notation) === most);
  }
}

function spell(key: CamelotKey, notation: TonalityNotation): string {
  if (notation === 'camelot' || notation === 'open-key') return formatKey(key, notation);
  const short = formatKey(key, 'short');
  const classic = FLAT_TONICS[short] ?? short;
  if (notation === 'classic') return classic;
  return classic.endsWith('m') ? `${classic}in` : `${classic}maj`;
}
