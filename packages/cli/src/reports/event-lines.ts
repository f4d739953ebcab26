import type { TrackRecord } from '@rbassist/core';
import type { NormalizeEvent, ScanEvent, WatchFoldersEvent } from '@rbassist/library';

/** Returns the JSON line for an event of a scan. Every track has one, even if it failed. */
export function scanEventLine(event: ScanEvent): object {
  if (event.type !== 'track' && event.type !== 'unchanged') return event;
  const { type: _, result, ...rest } = event;
  const { path } = result;
  const isTried = event.type === 'track';
  if (!result.ok) {
    return { type: 'track', path, state: isTried ? 'failed' : 'failed-before', error: result.error, ...rest };
  }
  const state = isTried ? 'processed' : 'unchanged';
  return { type: 'track', path, state, record: shortRecord(result.value), ...rest };
}

/** Returns the JSON line for an event of a watch. Events of its scans have the same lines as those of a scan. */
export function watchEventLine(event: WatchFoldersEvent): object {
  return event.type === 'scanning' ? scanEventLine(event.event) : event;
}

/** Returns the JSON line for an event of a normalisation. */
export function normalizeEventLine(event: NormalizeEvent): object {
  if (event.type === 'unchanged') return { ...event, type: 'track', state: 'failed-before' };
  if (event.type !== 'track') return event;
  const { result, done, total } = event;
  const { path } = result;
  if (!result.ok) return { type: 'track', path, state: 'failed', error: result.error, done, total };
  return { type: 'track', path, ...result.value, done, total };
}

/** Returns a record without its contour values, which take most of the space. */
function shortRecord({ features, ...record }: TrackRecord): object {
  if (features === undefined) return record;
  const withoutValues = Object.entries(features).map(([name, value]) => {
    if (typeof value !== 'object' || value === null || !('contour' in value)) return [name, value];
    const { contour: _, ...rest } = value;
    return [name, rest];
  });
  return { ...record, features: Object.fromEntries(withoutValues) };
}
