export type { CrateSource } from './crate-sources.ts';
export type { DescribedFileState, DescribedVector, TrackDescription } from './describe-track.ts';
export type { CrateToExpand, ExpandCrateOptions, ExpandedCrate } from './expand-library-crate.ts';
export type { KnownCopy } from './find-copies.ts';
export type { MixOptions, RatedMix } from './rate-mix.ts';
export type { MixPair, ScoredMix } from './score-mixes.ts';
