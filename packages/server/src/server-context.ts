import type { Library } from '@rbassist/library';
import type { TrackIds } from './track-ids.ts';

/** What every resource is given. */
export interface ServerContext {
  readonly library: Library;
  readonly ids: TrackIds;
}
