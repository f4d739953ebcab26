export { createBlendEmbedder, prepareBlendEmbedder } from './blend-embedder.ts';
export { MUSIC_TAGS, type MusicTag, type MusicTagKind } from './music-tags.ts';
export { createMusicnnEmbedder, prepareMusicnnEmbedder } from './musicnn-embedder.ts';
export { tagScores } from './tag-scores.ts';
