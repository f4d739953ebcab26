/** Change of tempo with the value 0.5, in percent: the usual limit of the filter and of a pitch fader's small range. */
const HALF_VALUE_PCT = 6;
/** Factor for half and double time. */
const OTHER_TIME = 0.9;
/** 100 · ln 2: an octave of tempo, in percent on a logarithmic scale. */
const OCTAVE_PCT = 100 * Math.LN2;

/**
 * Returns the value of a change of tempo, 0..1: `1 / (1 + (d/6)²)`, where d is the change of the pitch fader in percent
 * that matches the tempos. It is 0.97 for 1 %, 0.8 for 3 %, 0.5 for 6 %, 0.2 for 12 %. The percentage is logarithmic,
 * `100 · |ln(to/from)|`, so that both directions count the same. Half and double time count too, times 0.9.
 *
 * @param logPct `100 · ln(to/from)`
 */
export function tempoValue(logPct: number): number {
  const change = Math.abs(logPct);
  const other = change - OCTAVE_PCT;
  const same = 1 / (1 + (change * change) / (HALF_VALUE_PCT * HALF_VALUE_PCT));
  const double = OTHER_TIME / (1 + (other * other) / (HALF_VALUE_PCT * HALF_VALUE_PCT));
  return Math.max(same, double);
}
