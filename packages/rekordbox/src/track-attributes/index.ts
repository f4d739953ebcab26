export { fileKind, UNKNOWN_KIND } from './file-kind.ts';
export { TONALITY_NOTATIONS, TonalityCount, type TonalityNotation } from './tonality.ts';
export { type RefusedReason, refusedReason } from './track-attributes.ts';
export { TrackIds } from './track-ids.ts';
