import type { Library } from '@rbassist/library';
import type { ChosenLists } from './chosen-lists.ts';
import type { FolderIds } from './folder-ids.ts';
import type { EventLog } from './jobs/event-log.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { TrackIds } from './track-ids.ts';
import type { FolderWatch } from './watch/folder-watch.ts';

/** Parts that answers are made of: the library, and the names of its tracks and folders. */
export interface AnswerContext {
  readonly library: Library;
  readonly ids: TrackIds;
  readonly folders: FolderIds;
  readonly chosen: ChosenLists;
}

/** Parts of the server that every resource uses. */
export interface ServerContext extends AnswerContext {
  readonly jobs: JobQueue;
  readonly events: EventLog;
  readonly watch: FolderWatch;
  /** Value of the header x-rbassist-token that every change needs. */
  readonly token: string;
  /** Version of rbassist. */
  readonly version: string;
  /** Returns the time, in milliseconds since 1970. */
  readonly clock: () => number;
}
