export type { BuildIndexOptions } from './build-library-index.ts';
export type { Finding, LibraryCheck } from './check-library.ts';
export type { LibraryStats } from './library-stats.ts';
export type { PruneOptions, PruneReport, RepairOptions, RepairReport } from './maintenance-options.ts';
