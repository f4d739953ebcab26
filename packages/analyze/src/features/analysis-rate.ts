/** Hertz: what every part of the analysis but loudness listens at, one channel. */
export const ANALYSIS_RATE = 22_050;
