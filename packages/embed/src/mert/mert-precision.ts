/** Precisions of linear layers and attention; int8 also of the convolutions after the first. The rest is float32. */
export const MERT_PRECISIONS = ['float32', 'float16', 'int8'] as const;

/** One of {@link MERT_PRECISIONS}. */
export type MertPrecision = (typeof MERT_PRECISIONS)[number];
