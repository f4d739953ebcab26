export { ENGINE_CHOICES, type EngineChoice, hasGraph } from './engines/choose-engine.ts';
export { describeEngines, type EngineDescription } from './engines/describe-engines.ts';
export type { EngineName, SearchStrategy } from './engines/vector-engine.ts';
export type { EmbeddingFileEntry, IndexEntries, IndexEntry, ListedVector, VectorEntry } from './entries/index-entry.ts';
export { LARGEST_VECTOR_BYTES, loadEmbedding } from './entries/load-embedding.ts';
export { IndexCache } from './index-cache.ts';
export { MAP_DEFAULTS, type MapOptions, mapVectors, placeVectors } from './map/map-vectors.ts';
export { type OpenIndexOptions, openIndex } from './open-index.ts';
export { buildIndex } from './sync/build-index.ts';
export { type BuildIndexOptions, INDEX_DEFAULTS, type SyncIndexOptions } from './sync/index-options.ts';
export type { IndexReport, SkippedEntry } from './sync/index-report.ts';
export { findOutdatedGraph, type OutdatedGraph, type OutdatedGraphOptions } from './sync/outdated-graph.ts';
export { syncIndex } from './sync/sync-index.ts';
export {
  type IndexSearch,
  type ReadonlyVectorIndex,
  type RowNeighbor,
  VectorIndex,
  type VectorIndexOptions,
} from './vector-index.ts';
