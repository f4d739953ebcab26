export { KIND_NAMES } from './make-track.ts';
export { SPLITS, type Split } from './splits.ts';
export { type WriteTruthOptions, writeTruth } from './write-truth.ts';
