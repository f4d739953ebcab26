export { type BuildIndexOptions, buildIndex, type IndexReport, type SkippedEntry } from './build-index.ts';
export { describeEngines, ENGINE_CHOICES, type EngineChoice, type EngineDescription } from './engines.ts';
export { IndexCache } from './index-cache.ts';
export { type IndexSearch, type LibraryIndex, type OpenIndexOptions, openIndex } from './library-index.ts';
export { loadEmbedding } from './load-embedding.ts';
export type { IndexEntry } from './read-entries.ts';
export { type SyncIndexOptions, syncIndex } from './sync-index.ts';
export type { EngineName, SearchWay } from './vector-engine.ts';
