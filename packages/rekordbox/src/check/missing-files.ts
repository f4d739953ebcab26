import { dirname } from 'node:path';
import { exists, isNative } from '@rbassist/core';
import { isStreamLocation, pathOfLocation } from '../location/location.ts';
import { type CheckedTrack, shown } from './check-element.ts';
import type { FindingList } from './finding-list.ts';

/** Which files to look for: all, those whose drive or home folder is on this machine, or none. */
export const FILE_CHECK_MODES = ['all', 'present-drives', 'none'] as const;

/** One of {@link FILE_CHECK_MODES}. */
export type FileCheckMode = (typeof FILE_CHECK_MODES)[number];

interface WantedFile {
  path: string;
  track: CheckedTrack;
}

/** Looks for the files of tracks. Asks once for each folder and drive. */
export class MissingFiles {
  readonly #mode: FileCheckMode;
  readonly #folders = new Map<string, Promise<boolean>>();
  #wanted: WantedFile[] = [];
  /** Number of files looked for. */
  checked = 0;

  constructor(mode: FileCheckMode) {
    this.#mode = mode;
  }

  add(track: CheckedTrack): void {
    const location = track.attributes.get('Location') ?? '';
    if (this.#mode === 'none' || location === '' || isStreamLocation(location)) return;
    const path = pathOfLocation(location);
    if (this.#mode === 'all' || isNative(path)) this.#wanted.push({ path, track });
  }

  /** Reports the files that are missing among those added since the last call. */
  async report(findings: FindingList): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (const { path, track } of wanted) {
      if (this.#mode === 'present-drives' && !(await this.#hasFolder(rootOf(path)))) continue;
      this.checked++;
      const isThere = isNative(path) && (await this.#hasFolder(dirname(path))) && (await exists(path));
      if (!isThere) findings.add('file-missing', track, shown(track, 'Location'), track.attributes.get('Name'));
    }
  }

  #hasFolder(folder: string): Promise<boolean> {
    const isThere = this.#folders.get(folder) ?? exists(folder);
    this.#folders.set(folder, isThere);
    return isThere;
  }
}

/** Returns the drive, volume or home folder of a path: `C:\`, `/Volumes/USB`, `/Users/anna`. */
function rootOf(path: string): string {
  return /^(?:[a-z]:\\|\\\\[^\\]+\\[^\\]+|\/[^/]+\/[^/]+(?=\/))/i.exec(path)?.[0] ?? dirname(path);
}
