/** Salience at probability 0.5, and the logistic slope there, fitted to music with and without a beat. */
const EVEN_ODDS = 0.07;
const SCALE = 0.015;

/** Probability below which a track has no beat. */
export const MIN_PRESENCE = 0.2;

/** Returns the probability that a track has a beat, 0..1, from the salience of its strongest pulse. */
export function pulsePresence(salience: number): number {
  return 1 / (1 + Math.exp((EVEN_ODDS - salience) / SCALE));
}
