export type { BuildMapOptions, MapReport } from './build-map.ts';
export type { LibraryMap } from './library-map.ts';
export type { MapLabel, MapLabelSource } from './map-labels.ts';
