export type { TrackPatch } from './journal/track-change.ts';
export type { CloseOptions, FlushOptions, MetaStore, MetaStoreOptions } from './store/meta-store.ts';
export type { MetaWarning } from './store/meta-warning.ts';
export { openMetaStore } from './store/open-meta-store.ts';
