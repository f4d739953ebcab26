export type { TagChanges } from './change-tags.ts';
export type { TagOfTracks } from './count-tags-of.ts';
export type { EvaluateLibraryTagsOptions } from './evaluate-library-tags.ts';
export type { MigratedTags, MigrateTagsOptions } from './migrate-tags.ts';
export {
  type OwnTagEdit,
  type ReviewedTrack,
  type StoredSuggestion,
  SUGGESTION_BASES,
  type SuggestionBasis,
  TAG_REVIEW_DEFAULTS,
  type TagChoice,
  type TagReviewOptions,
  type TagsOfTrack,
} from './review-tags.ts';
export {
  type SuggestedTags,
  type SuggestLibraryTagsOptions,
  TAG_ORIGINS,
  TAG_SUGGESTION_DEFAULTS,
  type TagOrigin,
  type TagReport,
  type TagSuggestion,
} from './suggest-library-tags.ts';
export type { CountedTag, TagProblem, TagStats } from './tag-stats.ts';
export {
  UNCERTAIN_TRACKS_DEFAULTS,
  type UncertainTrack,
  type UncertainTracks,
  type UncertainTracksOptions,
} from './uncertain-tracks.ts';
export type { UndoneTags } from './undo-tags.ts';
