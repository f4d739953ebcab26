/** Bytes of a column: low, mid and high band. */
export const WAVEFORM_BANDS = 3;

/** Frequencies between the bands, in hertz. */
export const CROSSOVERS_HZ = { lowMid: 200, midHigh: 2000 } as const;

/** Columns per second of a waveform in detail. Each covers a whole number of samples of the analysis. */
export const DETAIL_RATE = 150;

/** Most columns of an overview. */
export const OVERVIEW_COLUMNS = 1000;

/** Version of the overview. It rises when the columns change, so that older stored ones are computed again. */
export const WAVEFORM_VERSION = 1;

/** Returns the byte of an amplitude: its square root times 255, so that the byte can be drawn as a height. */
export function amplitudeByte(amplitude: number): number {
  return Math.round(255 * Math.sqrt(Math.min(1, amplitude)));
}
