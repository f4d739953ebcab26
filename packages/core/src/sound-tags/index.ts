export type { QueryTerm, TagQuery } from './parse-query.ts';
export { type QueryInput, type QueryScores, queryScores } from './query-scores.ts';
export { type SoundTagScores, type SoundTagShare, SoundTagTable, type UsualScore } from './sound-tag-table.ts';
export { type PhraseMeaning, TagWords } from './tag-words.ts';
