import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  dataFolderError,
  exists,
  FileFormatError,
  LibraryBusyError,
  listFolder,
  makeFolder,
  NotFoundError,
  OptionError,
  type ProcessLock,
  RbassistError,
  readRegularFile,
  removeAbandonedFiles,
  replaceFile,
  systemErrorCode,
  takeProcessLock,
} from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { Trash } from '../trash/trash.ts';
import { formatSet, parseSet, type SavedSet, SET_VERSION } from './saved-set.ts';
import { BACKUP_ENDING, nameKey, SET_ENDING, setFileName, setName } from './set-names.ts';

/** Room for about 200,000 tracks. */
const LARGEST_SET = 2 ** 26;
const STALE_MS = 60_000;
/** A change of a set takes milliseconds, so another process soon releases the lock. */
const LOCK_TRIES = 100;
const LOCK_WAIT_MS = 50;
/** Ending of the newer version while an undo swaps two versions. */
const SWAP_ENDING = '.undo';

/** A saved set, or the reason why its file can't be used. */
export interface StoredSet {
  name: string;
  /** Absolute path of the file. */
  file: string;
  set?: SavedSet;
  problem?: RbassistError;
}

/** Contents of a set to save. */
export type SetContents = Pick<SavedSet, 'tracks' | 'plan'>;

/**
 * The saved sets of a library: `sets/<name>.json` in the data folder. Each change replaces a file atomically, and keeps
 * the version before it as `<name>.json.bak`.
 */
export class SetStore {
  readonly #folder: DataFolder;
  readonly #path: string;

  constructor(folder: DataFolder) {
    this.#folder = folder;
    this.#path = join(folder.root, 'sets');
  }

  /** Lists all sets by name. */
  async list(): Promise<StoredSet[]> {
    const files = (await this.#fileNames()).filter((name) => name.endsWith(SET_ENDING));
    const sets = await Promise.all(files.map((name) => this.#stored(name)));
    return sets.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }

  /**
   * Reads a set. Case and Unicode form of the name don't matter.
   *
   * @throws {NotFoundError} if there is no set of that name, with the names there are.
   * @throws {FileFormatError} if its file is damaged, or of a later version.
   */
  async read(name: string): Promise<SavedSet> {
    return this.#parse(await this.#existing(setName(name)));
  }

  /** Returns true if there is a set of that name, even a damaged one. */
  async has(name: string): Promise<boolean> {
    return (await this.#find(setName(name), SET_ENDING)) !== undefined;
  }

  /**
   * Saves a set under a name, and returns it.
   *
   * @throws {OptionError} if there is a set of that name and `overwrite` is not set.
   */
  save(name: string, contents: SetContents, { overwrite = false }: { overwrite?: boolean } = {}): Promise<SavedSet> {
    return this.#change(async () => {
      const plain = setName(name);
      const found = await this.#find(plain, SET_ENDING);
      if (found !== undefined && !overwrite) {
        throw new OptionError(`There is already a set "${plain}".`, { remedies: [{ action: 'overwrite' }] });
      }
      const now = new Date().toISOString();
      // the file says which part of it is wrong, if any
      const before = found === undefined ? undefined : await this.#parse(found);
      if (found === undefined) await this.#discardBackup(plain);
      const set = { ...before, ...contents, version: SET_VERSION, name: before?.name ?? plain } as const;
      return this.#write(found ?? join(this.#path, setFileName(plain)), { created: now, ...set, changed: now });
    });
  }

  /**
   * Changes a set, and returns it. No other process can change a set until `edit` is done; the file stays as it is if
   * `edit` throws or returns the same set.
   */
  edit(name: string, edit: (set: SavedSet) => SavedSet | Promise<SavedSet>): Promise<SavedSet> {
    return this.#change(async () => {
      const file = await this.#existing(setName(name));
      const before = await this.#parse(file);
      const after = await edit(before);
      if (after === before) return before;
      return this.#write(file, { ...after, changed: new Date().toISOString() });
    });
  }

  /** Gives a set another name. */
  rename(name: string, to: string): Promise<SavedSet> {
    return this.#change(async () => {
      const [from, plain] = [setName(name), setName(to)];
      const file = await this.#existing(from);
      const set = await this.#parse(file);
      const other = await this.#find(plain, SET_ENDING);
      if (other !== undefined && other !== file) throw new OptionError(`There is already a set "${plain}".`);
      const target = join(this.#path, setFileName(plain));
      if (other === undefined) await this.#discardBackup(plain);
      const renamed = { ...set, name: plain, changed: new Date().toISOString() };
      await this.#writing(file, async () => {
        await replaceFile(file, formatSet(renamed));
        if (target === file) return;
        if (await exists(file + BACKUP_ENDING)) await rename(file + BACKUP_ENDING, target + BACKUP_ENDING);
        await rename(file, target);
      });
      return renamed;
    });
  }

  /** Removes a set. {@link undo} brings it back until another set takes its name; after that, the trash has it. */
  remove(name: string): Promise<void> {
    return this.#change(async () => {
      const file = await this.#existing(setName(name));
      await this.#writing(file, () => rename(file, file + BACKUP_ENDING));
    });
  }

  /**
   * Brings back the version before the last change, or a removed set. A second undo takes the first one back.
   *
   * @throws {NotFoundError} if there is no earlier version.
   */
  undo(name: string): Promise<SavedSet> {
    return this.#change(async () => {
      const plain = setName(name);
      const backup = await this.#find(plain, SET_ENDING + BACKUP_ENDING);
      if (backup === undefined) {
        await this.#existing(plain);
        throw new NotFoundError(`There is no earlier version of the set "${plain}".`);
      }
      const set = parseSet(backup, await this.#text(backup));
      const file = backup.slice(0, -BACKUP_ENDING.length);
      await this.#writing(file, async () => {
        const current = await readRegularFile(file, LARGEST_SET).catch(unlessMissing);
        const swap = file + SWAP_ENDING;
        if (current) await replaceFile(swap, current);
        await rename(backup, file);
        if (current) await rename(swap, file + BACKUP_ENDING);
      });
      return set;
    });
  }

  /**
   * Gives the tracks of all sets the new paths of moved files.
   *
   * @returns the names of the changed sets. Sets that can't be read stay as they are.
   */
  async followMoves(newPaths: ReadonlyMap<string, string>, { apply }: { apply: boolean }): Promise<string[]> {
    if (newPaths.size === 0 || (await this.#fileNames()).length === 0) return [];
    const follow = async () => {
      const changed: string[] = [];
      for (const { name, file, set } of await this.list()) {
        if (!set?.tracks.some(({ path }) => newPaths.has(path))) continue;
        const moved = (path: string) => newPaths.get(path) ?? path;
        const tracks = set.tracks.map((track) => ({
          ...track,
          path: moved(track.path),
          ...(typeof track.ratedNext === 'string' && { ratedNext: moved(track.ratedNext) }),
        }));
        // no change of the user, so the backup stays
        if (apply) await this.#writing(file, () => replaceFile(file, formatSet({ ...set, tracks })));
        changed.push(name);
      }
      return changed;
    };
    return apply ? this.#change(follow) : follow();
  }

  async #write(file: string, set: SavedSet): Promise<SavedSet> {
    await this.#writing(file, async () => {
      const before = await readRegularFile(file, LARGEST_SET).catch(unlessMissing);
      if (before) await replaceFile(file + BACKUP_ENDING, before);
      await replaceFile(file, formatSet(set));
    });
    return set;
  }

  async #writing(file: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw dataFolderError(file, 'written', error);
    }
  }

  /** Moves the backup of a removed set to the trash, because a new set takes its name. */
  async #discardBackup(name: string): Promise<void> {
    const backup = await this.#find(name, SET_ENDING + BACKUP_ENDING);
    if (backup !== undefined) await new Trash(this.#folder).put(backup);
  }

  async #change<T>(work: () => Promise<T>): Promise<T> {
    const lock = await this.#lock();
    try {
      await removeAbandonedFiles(this.#path);
      await this.#finishUndo();
      return await work();
    } finally {
      await lock.release();
    }
  }

  /** Keeps the newer version that an undo had set aside when its process was killed. */
  async #finishUndo(): Promise<void> {
    const names = await this.#fileNames();
    for (const name of names.filter((each) => each.endsWith(SET_ENDING + SWAP_ENDING))) {
      const file = join(this.#path, name.slice(0, -SWAP_ENDING.length));
      if (await exists(file + BACKUP_ENDING)) continue;
      await this.#writing(file, () => rename(file + SWAP_ENDING, file + BACKUP_ENDING));
    }
  }

  async #lock(): Promise<ProcessLock> {
    await makeFolder(this.#path).catch((error) => {
      throw dataFolderError(this.#path, 'written', error);
    });
    for (let tries = 1; ; tries++) {
      try {
        return await takeProcessLock(join(this.#path, 'write'), {
          staleMs: STALE_MS,
          busy: (holder, lapses) =>
            new LibraryBusyError(this.#path, `${holder} is changing the sets in ${this.#path}.`, {
              remedies: [{ action: 'wait-for-process', ...(lapses && { lapseS: STALE_MS / 1000 }) }],
            }),
        });
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw dataFolderError(this.#path, 'written', error);
        if (tries === LOCK_TRIES) throw error;
        await delay(LOCK_WAIT_MS);
      }
    }
  }

  async #existing(name: string): Promise<string> {
    const file = await this.#find(name, SET_ENDING);
    if (file !== undefined) return file;
    const names = (await this.list()).map((set) => set.name);
    const isRemoved = (await this.#find(name, SET_ENDING + BACKUP_ENDING)) !== undefined;
    const known = names.length === 0 ? 'No sets are saved.' : `Saved sets: ${names.join(', ')}.`;
    throw new NotFoundError(`There is no set "${name}". ${known}`, names, {
      remedies: isRemoved ? [{ action: 'undo-set', name }] : [],
    });
  }

  /** Finds the file of a set, in any spelling that the disk may have given its name. */
  async #find(name: string, ending: string): Promise<string | undefined> {
    const wanted = nameKey(setFileName(name).slice(0, -SET_ENDING.length) + ending);
    const found = (await this.#fileNames()).find((fileName) => nameKey(fileName) === wanted);
    return found && join(this.#path, found);
  }

  async #fileNames(): Promise<string[]> {
    return listFolder(this.#path).catch((error) => {
      throw dataFolderError(this.#path, 'read', error);
    });
  }

  async #stored(fileName: string): Promise<StoredSet> {
    const file = join(this.#path, fileName);
    const name = fileName.slice(0, -SET_ENDING.length);
    try {
      const set = await this.#parse(file);
      // a person may have renamed or copied the file
      return { name: nameKey(setFileName(set.name)) === nameKey(fileName) ? set.name : name, file, set };
    } catch (error) {
      if (!RbassistError.isInstance(error)) throw error;
      return { name, file, problem: error };
    }
  }

  async #parse(file: string): Promise<SavedSet> {
    const text = await this.#text(file);
    try {
      return parseSet(file, text);
    } catch (error) {
      if (!(error instanceof FileFormatError) || !(await exists(file + BACKUP_ENDING))) throw error;
      const name = file.slice(this.#path.length + 1, -SET_ENDING.length);
      throw new FileFormatError(file, error.message, { cause: error, remedies: [{ action: 'undo-set', name }] });
    }
  }

  async #text(file: string): Promise<string> {
    try {
      return (await readRegularFile(file, LARGEST_SET)).toString('utf8').replace(/^\uFEFF/, '');
    } catch (error) {
      throw dataFolderError(file, 'read', error);
    }
  }
}

function unlessMissing(error: unknown): undefined {
  if (systemErrorCode(error) !== 'ENOENT') throw error;
}
