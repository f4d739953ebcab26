export { fileKind, UNKNOWN_KIND } from './file-kind.ts';
export { TONALITY_NOTATIONS, TonalityCount, type TonalityNotation, tonalityOf } from './tonality.ts';
export {
  LONGEST_PATH,
  type RefusedReason,
  refusedReason,
  type TrackAttributes,
  trackAttributes,
} from './track-attributes.ts';
export { TrackIds } from './track-ids.ts';
