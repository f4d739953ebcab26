/** Columns per second of a waveform in detail. Each covers a whole number of samples of the analysis. */
export const DETAIL_RATE = 150;

/** Bytes of a column: low, mid and high band. */
export const WAVEFORM_BANDS = 3;

/** Frequencies between the bands, in hertz. */
export const CROSSOVERS_HZ = { lowMid: 200, midHigh: 2000 } as const;

/** Version of the columns. It rises when they change, so that older stored waveforms are computed again. */
export const WAVEFORM_VERSION = 1;
