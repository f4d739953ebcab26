import { errorMessage } from '@rbassist/core';
import type { DjGridAnchor, DjMark, DjTrack } from '../model/dj-track.ts';
import { readSeratoBeatGrid, readSeratoTempo } from './serato-beat-grid.ts';
import { preferOldPositions, readMarkers2, readOldCuePositions, type SeratoMarkers } from './serato-markers.ts';

/** An object in a file's tags, as `readTagObjects` of @rbassist/audio returns it. */
export interface SeratoObject {
  /** Description, e.g. "Serato Markers2". */
  name: string;
  bytes: Uint8Array;
}

type Found = Pick<DjTrack, 'bpm' | 'color'> & { grid: DjGridAnchor[]; marks: DjMark[] };

/**
 * Reads cues, loops, grid, tempo and colour from the objects in a track's tags. A damaged object is left out, and `warn`
 * gets the name of it and the reason.
 */
export function readSeratoObjects(objects: readonly SeratoObject[], warn: (message: string) => void): Found {
  const read = <T>(name: string, parse: (bytes: Uint8Array) => T): T | undefined => {
    const object = objects.find((each) => each.name === name);
    if (object === undefined) return undefined;
    try {
      return parse(object.bytes);
    } catch (error) {
      warn(`${name} can't be read: ${errorMessage(error)}`);
      return undefined;
    }
  };
  const { marks, color }: SeratoMarkers = read('Serato Markers2', readMarkers2) ?? { marks: [] };
  const positions = read('Serato Markers_', readOldCuePositions);
  return {
    bpm: read('Serato Autotags', readSeratoTempo),
    color,
    grid: read('Serato BeatGrid', readSeratoBeatGrid) ?? [],
    marks: positions === undefined ? marks : preferOldPositions(marks, positions),
  };
}
