import type { Stage } from './stages.ts';

/** Progress of one stage of a long job. */
export interface ProgressEvent {
  stage: Stage;
  done: number;
  /** Items in total; undefined while unknown. */
  total?: number;
  /** The item that was just finished, usually a path. */
  item?: string;
}

/**
 * Options of every long job. After an abort, a job over many items finishes or drops the items in progress, saves
 * everything done, and returns `interrupted: true` in its result. A call for one item, such as decoding a file, rejects
 * with the signal's reason instead.
 */
export interface RunOptions {
  signal?: AbortSignal;
  /** Called after every item. A listener that throws does not break the job. */
  onProgress?: (event: ProgressEvent) => void;
}

/** Calls a listener and ignores its errors. */
export function notify<T>(listener: ((event: T) => void) | undefined, event: T): void {
  try {
    listener?.(event);
  } catch {}
}
