export { type MetaStore, type MetaStoreOptions, openMetaStore } from './meta-store.ts';
export type { MetaWarning } from './read-document.ts';
export type { TrackPatch } from './record-text.ts';
