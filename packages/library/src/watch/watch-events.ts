import type { RbassistError } from '@rbassist/core';
import type { ScanEvent, ScanSummary } from '../scan/scan-events.ts';

/** Reason why a watched folder can't be used: it is not there, it lost all its files at once, or access is denied. */
export type GoneReason = 'missing' | 'empty' | 'unreadable';

/** Event of `Library.watch`. */
export type WatchFoldersEvent =
  /** Changes in the folder are noticed from now on: by reports of the system, or by looks at all files. */
  | { type: 'ready'; folder: string; by: 'reports' | 'looks' }
  /** Number of files in the folder that are still being written; comes again when it changes. */
  | { type: 'waiting'; folder: string; files: number; example?: string }
  /** Event of a scan of changed folders. */
  | { type: 'scanning'; folders: readonly string[]; event: ScanEvent }
  /** A scan is finished, or was cancelled by a user. */
  | { type: 'done'; folders: readonly string[]; summary?: ScanSummary; cancelled?: true }
  /** The folder can't be used, for example because its drive is not connected. Its tracks stay as they are. */
  | { type: 'gone'; folder: string; reason: GoneReason }
  /** The folder can be used again. */
  | { type: 'back'; folder: string }
  /** Something does not work, and is tried again. Comes once until it works. */
  | { type: 'problem'; error: RbassistError };
