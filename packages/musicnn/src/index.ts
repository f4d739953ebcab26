export { createBlendEmbedder, prepareBlendEmbedder } from './blend-embedder.ts';
export { MUSIC_TAGS, type MusicTag, type MusicTagKind } from './music-tags.ts';
export { createMusicnnEmbedder, prepareMusicnnEmbedder } from './musicnn-embedder.ts';
export { tagLogOdds } from './tag-log-odds.ts';
export { tagScores } from './tag-scores.ts';
export { USUAL_TAGS } from './usual-tags.ts';
