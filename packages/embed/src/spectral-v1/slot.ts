/** Aspect of the sound that a slot describes. */
export type SlotGroup =
  | 'timbre'
  | 'texture'
  | 'spectrum'
  | 'dynamics'
  | 'loudness'
  | 'rhythm'
  | 'fluctuation'
  | 'harmony'
  | 'pitch'
  | 'tuning';

/** Named element of a spectral-v1 vector, as measured before standardizing. */
export interface Slot {
  /** Unique, e.g. `mfcc_mean_1`. */
  readonly name: string;
  readonly group: SlotGroup;
  /** Unit of the measured value; `1` for a plain number. */
  readonly unit: string;
  readonly description: string;
}
