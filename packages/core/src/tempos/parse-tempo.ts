export const SLOWEST_BPM = 20;
export const FASTEST_BPM = 400;
/** Range for a number that has lost its decimal point; narrow enough for only one position of the point. */
const USUAL_SLOWEST_BPM = 60;
const USUAL_FASTEST_BPM = 250;
/** Smallest number that has lost its point; a shorter number may be a placeholder. */
const LOST_POINT_FROM = 1000;
const LOST_POINTS = [10, 100, 1000];

/** A number with words and signs that people write around a tempo. */
const WRITTEN = /^(?:bpm|tempo|ca\.?|approx\.?|[\s:=~≈+([])*(\d[\d.,]*(?:e[+-]?\d+)?)(?:bpm|[\s?)\]])*$/i;
/** A number with one thousands separator, such as "1,285". */
const THOUSANDS = /^\d{1,3}[.,]\d{3}$/;

const GROUPS = /^\d{1,3}(?:,\d{3}){2,}$|^\d{1,3}(?:\.\d{3}){2,}$/;
const DECIMAL = /^(\d+|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:\.\d{3})+(?=,))(?:[.,](\d*))?(e[+-]?\d+)?$/i;

/** Returns true for a tempo that music can have: a number from 20 to 400. */
export function isPossibleBpm(bpm: unknown): bpm is number {
  return typeof bpm === 'number' && bpm >= SLOWEST_BPM && bpm <= FASTEST_BPM;
}

/**
 * Reads a tempo as programs and people write it: "128", "128.00", "126,5", "~128 BPM". Assumes that a number of four
 * digits or more has lost its decimal point: "12593" means 125.93, "1285" and "1,285" mean 128.5.
 *
 * @returns Beats per minute, 20..400; undefined for anything else, such as "128/64", "999", "1" or "-128".
 */
export function parseTempo(text: string | number): number | undefined {
  const number = WRITTEN.exec(String(text).normalize('NFKC'))?.[1];
  if (number === undefined) return undefined;
  const value = decimal(number);
  if (isPossibleBpm(value)) return value;
  return withPoint(THOUSANDS.test(number) ? Number(number.replace(/[.,]/, '')) : value);
}

/** Reads a number. The last separator is the decimal point; a repeated separator separates thousands. */
function decimal(number: string): number {
  if (GROUPS.test(number)) return Number(number.replaceAll(/[.,]/g, ''));
  const [, whole, fraction = '', exponent = ''] = DECIMAL.exec(number) ?? [];
  return whole === undefined ? Number.NaN : Number(`${whole.replaceAll(/[.,]/g, '')}.${fraction}${exponent}`);
}

function withPoint(value: number): number | undefined {
  // some programs write nines for "no value"
  if (!(value >= LOST_POINT_FROM) || /^9+$/.test(String(value))) return undefined;
  return LOST_POINTS.map((power) => value / power).find((bpm) => bpm >= USUAL_SLOWEST_BPM && bpm <= USUAL_FASTEST_BPM);
}
