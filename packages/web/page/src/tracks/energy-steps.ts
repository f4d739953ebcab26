/** A fifth of the energies, from 0 to 100 as lists show them. */
export interface EnergyStep {
  readonly from: number;
  readonly to: number;
  /** Range of the filter. */
  readonly range: string;
}

const STEP = 20;

/** Energies in five steps that don't overlap, the calmest first. */
export const ENERGY_STEPS: readonly EnergyStep[] = [0, 20, 40, 60, 80].map((from) => {
  const last = from + STEP === 100;
  return {
    from,
    to: last ? 100 : from + STEP - 1,
    // a range has both of its ends
    range: `${from / 100}-${last ? 1 : (100 * (from + STEP) - 1) / 10_000}`,
  };
});
