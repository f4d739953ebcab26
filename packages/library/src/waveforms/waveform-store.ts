import { readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { dataFolderError, makeFolder, readRegularFile, replaceFile, systemErrorCode } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { trackFileStem } from '../files/track-file-stem.ts';
import { decodeWaveform, encodeWaveform, type StoredWaveform } from './waveform-file.ts';

const ENDING = '.waveform';
/** A file of another program in a waveform's place may be of any size. */
const LARGEST_FILE_BYTES = 1 << 16;

/** Stored waveforms, one small file per track. They can be computed again at any time, so no record names them. */
export class WaveformStore {
  readonly #folder: string;

  constructor({ waveforms }: DataFolder) {
    this.#folder = waveforms;
  }

  fileOf(trackPath: string): string {
    return join(this.#folder, `${trackFileStem(trackPath)}${ENDING}`);
  }

  /** Returns undefined if there is none, or if its file is damaged or of another version. */
  async read(trackPath: string): Promise<StoredWaveform | undefined> {
    const bytes = await readRegularFile(this.fileOf(trackPath), LARGEST_FILE_BYTES).catch(() => undefined);
    return bytes && decodeWaveform(bytes);
  }

  /** Throws {@link DataFolderError} if the file can't be written. */
  async write(trackPath: string, waveform: StoredWaveform): Promise<void> {
    const file = this.fileOf(trackPath);
    const bytes = encodeWaveform(waveform);
    try {
      await replaceFile(file, bytes).catch(async (error) => {
        if (systemErrorCode(error) !== 'ENOENT') throw error;
        await makeFolder(this.#folder);
        await replaceFile(file, bytes);
      });
    } catch (error) {
      throw dataFolderError(file, 'written', error);
    }
  }

  /** Gives a track's waveform the name of its new path. The waveform of a file that was there before is replaced. */
  async rename(from: string, to: string): Promise<void> {
    const [before, after] = [this.fileOf(from), this.fileOf(to)];
    await rename(before, after).catch((error) => {
      if (systemErrorCode(error) !== 'ENOENT') throw dataFolderError(after, 'written', error);
    });
  }

  /** Finds the waveforms of no track of `paths`. Absolute paths, sorted. */
  async orphans(paths: Iterable<string>): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(() => []);
    const stored = entries.filter((entry) => entry.isFile() && entry.name.endsWith(ENDING));
    if (stored.length === 0) return [];
    const known = new Set(Array.from(paths, (path) => foldName(basename(this.fileOf(path)))));
    const names = stored.map(({ name }) => name).sort();
    return names.filter((name) => !known.has(foldName(name))).map((name) => join(this.#folder, name));
  }
}

/** Some file systems change the case or the Unicode form of names. */
function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
