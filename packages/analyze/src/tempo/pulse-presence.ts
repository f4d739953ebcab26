/** Periodicity at which a beat is as likely as not, and how fast certainty grows around it; fitted to music with and without beat. */
const EVEN_ODDS = 0.095;
const SCALE = 0.02;

/** Below this probability a track has no beat. */
export const MIN_PRESENCE = 0.2;

/**
 * Probability that a track has a beat at all, 0..1.
 *
 * @param salience Of its strongest pulse: mean autocorrelation of the onset strength at the multiples of the period.
 */
export function pulsePresence(salience: number): number {
  return 1 / (1 + Math.exp((EVEN_ODDS - salience) / SCALE));
}
