export {
  type BuildIndexOptions,
  buildIndex,
  type IndexEntry,
  type IndexReport,
  type SkippedEntry,
} from './build-index.ts';
export { describeEngines, type EngineChoice, type EngineDescription } from './engines.ts';
export { type LibraryIndex, type OpenIndexOptions, openIndex } from './library-index.ts';
export { loadEmbedding } from './load-embedding.ts';
export { type UpdateIndexOptions, updateIndex } from './update-index.ts';
export type { EngineName } from './vector-engine.ts';
