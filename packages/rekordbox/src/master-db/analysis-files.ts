import { dirname, join } from 'node:path';
import { isInside, RbassistError, readRegularFileSync, systemErrorCode } from '@rbassist/core';
import { gridAnchors, MAX_ANLZ_BYTES } from '../anlz/read-anlz.ts';
import type { DjGridAnchor } from '../model/dj-track.ts';

/** Room for a file of the usual size. */
const SCRATCH_BYTES = 1 << 16;

/** Reads beat grids from the analysis files that a database names, and counts those it can't read. */
export class AnalysisFiles {
  readonly #folder: string;
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  #missing = 0;
  #damaged = 0;

  /** @param folder Folder that contains `PIONEER`; default: `share` next to the database. */
  constructor(database: string, folder: string = join(dirname(database), 'share')) {
    this.#folder = folder;
  }

  /** Returns the grid in a file, which the database names by a path below the folder; empty if there is none. */
  gridOf(stored: string | undefined): DjGridAnchor[] {
    if (stored === undefined) return [];
    const path = join(this.#folder, stored);
    if (!isInside(path, this.#folder) || stored.includes('\0')) {
      this.#damaged++;
      return [];
    }
    try {
      return gridAnchors(readRegularFileSync(path, MAX_ANLZ_BYTES, this.#scratch), path);
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') this.#missing++;
      else if (RbassistError.isInstance(error) || systemErrorCode(error) !== undefined) this.#damaged++;
      else throw error;
      return [];
    }
  }

  /** Returns sentences about files that gave no grid. */
  warnings(): string[] {
    const lines = [];
    if (this.#missing > 0) {
      lines.push(`${this.#missing} tracks have no grid, since ${this.#folder} lacks their analysis files.`);
    }
    if (this.#damaged > 0) {
      lines.push(`${this.#damaged} tracks have no grid, since their analysis files can't be read.`);
    }
    return lines;
  }
}
