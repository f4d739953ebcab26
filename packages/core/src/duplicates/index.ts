export type { DuplicateCandidate, DuplicateGroup, GroupOptions } from './group-duplicates.ts';
export { groupDuplicates } from './group-duplicates.ts';
export {
  decidingCriterion,
  KEEPER_CRITERIA,
  type KeeperCriterion,
  type KeeperFacts,
  keeperCriteria,
} from './keeper-order.ts';
export { isAsLong, isNamedAlike, metadataLinks, type NamedTrack } from './metadata-links.ts';
export { type StoredSound, soundsDifferent, storedSound } from './stored-sound.ts';
export { namesOtherVersion, type VersionNames } from './version-words.ts';
