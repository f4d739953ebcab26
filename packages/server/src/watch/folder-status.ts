import { isInside } from '@rbassist/core';
import type { GoneReason, WatchFoldersEvent } from '@rbassist/library';

/**
 * States of a folder: `checking` until it is scanned once, `waiting` for files that are being written, `elsewhere`
 * while another server watches it.
 */
export const FOLDER_STATES = [
  'off',
  'checking',
  'scanning',
  'waiting',
  'up-to-date',
  'cancelled',
  'gone',
  'elsewhere',
  'stopped',
] as const;

/** One of {@link FOLDER_STATES}. */
export type FolderState = (typeof FOLDER_STATES)[number];

/** Status of a folder, by the events of its watch. */
export interface FolderStatus {
  path: string;
  by: 'reports' | 'looks' | undefined;
  /** Number of files that are being written. */
  files: number;
  gone: GoneReason | undefined;
  isChecked: boolean;
  isScanning: boolean;
  /** True if a user cancelled the last scan. */
  isCancelled: boolean;
}

/** Returns the status of a folder before the first event. */
export function newStatus(path: string): FolderStatus {
  return { path, by: undefined, files: 0, gone: undefined, isChecked: false, isScanning: false, isCancelled: false };
}

/** Returns the status of a folder after an event. */
export function statusAfter(status: FolderStatus, event: WatchFoldersEvent): FolderStatus {
  switch (event.type) {
    case 'problem':
      return { ...status, isScanning: false };
    case 'scanning':
      return concerns(event.folders, status) ? { ...status, isScanning: true } : status;
    case 'done': {
      if (!concerns(event.folders, status)) return status;
      const isWhole = event.folders.some((folder) => folder === status.path || isInside(status.path, folder));
      const isCancelled = event.cancelled === true;
      return { ...status, isScanning: false, isChecked: status.isChecked || isWhole, isCancelled };
    }
    default:
      return event.folder === status.path ? { ...status, ...changes(event) } : status;
  }
}

/** Returns the state of a watched folder, in one word. */
export function stateOf({ gone, isScanning, isChecked, isCancelled, files }: FolderStatus): FolderState {
  if (gone !== undefined) return 'gone';
  if (isScanning) return 'scanning';
  if (!isChecked) return 'checking';
  if (files > 0) return 'waiting';
  return isCancelled ? 'cancelled' : 'up-to-date';
}

function changes(event: Extract<WatchFoldersEvent, { folder: string }>): Partial<FolderStatus> {
  switch (event.type) {
    case 'ready':
      return { by: event.by };
    case 'waiting':
      return { files: event.files };
    case 'gone':
      return { gone: event.reason, isChecked: false, isScanning: false, files: 0 };
    case 'back':
      return { gone: undefined };
  }
}

function concerns(folders: readonly string[], { path }: FolderStatus): boolean {
  return folders.some((folder) => folder === path || isInside(folder, path) || isInside(path, folder));
}
