import { EVERYTHING, readTrackQuery, type TrackQuery, writeTrackQuery } from '../../tracks/track-query.ts';
import type { Camera } from './camera.ts';

/** Values that points are coloured by, in the order in which the page shows them. */
export const COLOR_VALUES = ['genre', 'key', 'bpm', 'energy', 'tag', 'added'] as const;

/** One of {@link COLOR_VALUES}. */
export type ColorBy = (typeof COLOR_VALUES)[number];

/** Contents of the address of the map. */
export interface MapQuery {
  /** Filters, the same as those of the library; the points that don't pass are dim. */
  readonly filters: TrackQuery;
  readonly by: ColorBy;
  /** Name of the set that is drawn as a path. */
  readonly set: string;
  /** Id of the track under the cursor. */
  readonly at: string;
  /** Area whose tracks are chosen, as `writeArea` writes it. */
  readonly area: string;
  /** Part of the map in view; undefined for all of it. */
  readonly camera: Camera | undefined;
}

/** Reads the part of an address after the question mark. */
export function readMapQuery(search: string): MapQuery {
  const params = new URLSearchParams(search);
  const one = (name: string) => params.get(name) ?? '';
  return {
    filters: { ...readTrackQuery(search), sort: EVERYTHING.sort },
    by: COLOR_VALUES.find((by) => by === one('by')) ?? COLOR_VALUES[0],
    set: one('set'),
    at: one('at'),
    area: one('area'),
    camera: readCamera(one('view')),
  };
}

/** Writes a query as the part of an address after the question mark. */
export function writeMapQuery({ filters, by, camera, ...texts }: MapQuery): string {
  const params = new URLSearchParams(writeTrackQuery(filters));
  if (by !== COLOR_VALUES[0]) params.set('by', by);
  for (const [name, value] of Object.entries(texts)) if (value) params.set(name, value);
  if (camera) params.set('view', [camera.x, camera.y, camera.zoom].map((n) => Number(n.toFixed(3))).join(','));
  return params.toString();
}

function readCamera(written: string): Camera | undefined {
  const [x, y, zoom, ...more] = written.split(',').map(Number);
  if (x === undefined || y === undefined || !zoom || more.length > 0) return undefined;
  return Number.isFinite(x + y + zoom) && zoom > 0 ? { x, y, zoom } : undefined;
}
