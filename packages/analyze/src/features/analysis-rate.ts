/** Sample rate in hertz of the mono signal that all parts but loudness analyse. */
export const ANALYSIS_RATE = 22_050;
