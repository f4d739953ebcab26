export type { GoneReason, WatchFoldersEvent } from './watch-events.ts';
export { type RunScan, WATCH_FOLDERS_DEFAULTS, type WatchFoldersOptions } from './watch-options.ts';
