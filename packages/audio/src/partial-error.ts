import { TrackError } from '@rbassist/core';

/**
 * The classed error for a file that ended before it should, for those who have no use for a part of it.
 *
 * @param statedS How long the file should be, in seconds; null where it does not say.
 */
export function partialError(path: string, statedS: number | null): TrackError {
  const stated = statedS === null ? 'it should' : `the ${statedS.toFixed(1)} s it states`;
  return new TrackError(
    'partial',
    path,
    `${path} ends before ${stated}. It was cut short or damaged: copy it again from its source.`,
  );
}
