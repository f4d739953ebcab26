/** How the linear layers and the attention calculate, and in int8 the convolutions behind the first. All else is float32. */
export const MERT_PRECISIONS = ['float32', 'float16', 'int8'] as const;

/** One of {@link MERT_PRECISIONS}. */
export type MertPrecision = (typeof MERT_PRECISIONS)[number];
