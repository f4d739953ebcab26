export {
  type EvaluateTagsOptions,
  evaluateTagSteps,
  evaluateTags,
  type TagEvaluation,
  type TagsEvaluation,
} from './evaluate-tags.ts';
export { type NearestTagged, type NearTrack, nearestTagged } from './nearest-tagged.ts';
export { readSuggestions, type StoredSuggestions } from './stored-suggestions.ts';
export { doubtfulTags, SUGGEST_TAGS_DEFAULTS, type SuggestTagsOptions, suggestTags } from './suggest-tags.ts';
export {
  learnTagProfiles,
  TAG_PROFILE_DEFAULTS,
  type TagProfile,
  type TagProfileOptions,
  type TagProfiles,
  type TagScore,
  tagProfileSteps,
} from './tag-profile.ts';
export { tagUncertainty, UNCERTAINTY_STRATEGIES, type UncertaintyStrategy } from './tag-uncertainty.ts';
export { readTags, type TaggedTrack, tagKey } from './tagged-track.ts';
export type { WorkStep, WorkSteps } from './work-steps.ts';
