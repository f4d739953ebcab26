export type { QueryTerm, TagQuery } from './parse-query.ts';
export { type QueryInput, type QueryScores, queryScores } from './query-scores.ts';
export {
  type SoundTagScores,
  SoundTagTable,
  STAND_OUT_DEFAULTS,
  type StandOutOptions,
  type StandOutTag,
  type UsualScore,
} from './sound-tag-table.ts';
export { type PhraseMeaning, TagWords } from './tag-words.ts';
