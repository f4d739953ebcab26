export { type FlushOptions, type MetaStore, type MetaStoreOptions, openMetaStore } from './meta-store.ts';
export type { MetaWarning } from './meta-warning.ts';
export type { TrackPatch } from './record-text.ts';
