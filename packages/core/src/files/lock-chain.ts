import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemErrorCode } from '../errors.ts';
import { exists } from './exists.ts';
import { FileKindError } from './file-kind-error.ts';
import { type LockOwner, parseOwner } from './lock-owner.ts';
import { readRegularFile, readRegularFileSync } from './regular-file.ts';

const OWNER_NAME = 'owner.json';
/** File that a living owner writes to again and again. */
const PULSE_NAME = 'pulse';
const MAX_OWNER_BYTES = 10_000;
const REMOVE_TRIES = 5;
/**
 * Codes of a rename into a lock that another process took, succeeded or freed meanwhile. Windows says that access is
 * denied.
 */
const TOO_LATE: readonly (string | undefined)[] = [
  ...['ENOTEMPTY', 'EEXIST', 'ENOENT'],
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
];

/** One holding of a lock. */
export interface Holding {
  /** Folder of the holding. */
  folder: string;
  /** Undefined if the owner file is missing or damaged. */
  owner: LockOwner | undefined;
  /** Time of the owner's last sign of life, by the clock of the file system. */
  pulseMs: number;
}

/** A holding that a process prepared or removed. */
export interface Leftover extends Holding {
  /** Process that did, by the folder's name. */
  pid: number;
}

/** A holding of this process that is not in place yet. */
export type PreparedHolding = Holding & { owner: LockOwner };

/**
 * The files of a lock. The folder `<path>.lock` is its first holding: an owner file and a pulse file. The holding that
 * takes over from a dead one is a folder in it, named after that one's token. The last of this chain has the lock.
 *
 * A holding is prepared beside and renamed into place, so that exactly one process succeeds the one it judged dead,
 * and nobody ever removes the lock of another.
 */
export class LockChain {
  readonly #path: string;
  readonly #root: string;

  constructor(path: string) {
    this.#path = path;
    this.#root = `${path}.lock`;
  }

  /** Prepares the holding of an owner beside the lock. */
  async prepare(owner: LockOwner): Promise<PreparedHolding> {
    const folder = this.#aside();
    await mkdir(folder);
    await writeFile(join(folder, OWNER_NAME), JSON.stringify(owner));
    await writeFile(join(folder, PULSE_NAME), '.');
    const { mtimeMs } = await stat(join(folder, PULSE_NAME));
    return { folder, owner, pulseMs: mtimeMs };
  }

  /**
   * Puts a prepared holding in place: after the one it succeeds, or as the first.
   *
   * @returns false if another process was quicker, or the lock has changed hands.
   */
  async install(prepared: PreparedHolding, after: Holding | undefined): Promise<boolean> {
    const { owner } = prepared;
    const folder = after ? this.#successorOf(after) : this.#root;
    const placed = await renameIfFree(prepared.folder, folder);
    // over a network, a rename that was done may be reported as failed
    if ((await this.last())?.owner?.token === owner.token) {
      prepared.folder = folder;
      return true;
    }
    // the lock was freed and taken again, so that this place in it means nothing
    if (placed) await rm(folder, { recursive: true, force: true });
    if (!(await exists(prepared.folder))) Object.assign(prepared, await this.prepare(owner));
    return false;
  }

  /** Returns the holding that has the lock, alive or dead; undefined if it is free. */
  async last(): Promise<Holding | undefined> {
    let last: Holding | undefined;
    for (let folder = this.#root; ; folder = this.#successorOf(last)) {
      const next = await this.#holdingAt(folder);
      if (!next) return last;
      last = next;
    }
  }

  /** Returns true if the holding has the lock no more. It blocks, so that a write can follow at once. */
  isLost({ folder, owner }: Holding): boolean {
    try {
      const found = parseOwner(readRegularFileSync(join(folder, OWNER_NAME), MAX_OWNER_BYTES).toString());
      if (found?.token !== owner?.token) return true;
    } catch (error) {
      // a network drive that does not answer fails the write too
      return systemErrorCode(error) === 'ENOENT' || error instanceof FileKindError;
    }
    return lstatSync(this.#successorOf({ owner }), { throwIfNoEntry: false }) !== undefined;
  }

  /** Gives a sign of life. The file system dates it, whose clock all machines share. */
  async pulse({ folder }: Holding): Promise<void> {
    const file = await open(join(folder, PULSE_NAME), 'r+');
    try {
      await file.write('.', 0);
    } finally {
      await file.close();
    }
  }

  /** Frees the lock. It blocks, so that a process that exits can do it too. */
  remove(): void {
    let removed = this.#aside();
    try {
      renameSync(this.#root, removed);
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return;
      // on Windows, a virus scanner may be reading in it
      removed = this.#root;
    }
    rmSync(removed, { recursive: true, force: true, maxRetries: REMOVE_TRIES });
    try {
      unlinkSync(this.#earlierOwner);
    } catch {
      // it is rarely there, and what else is there belongs to somebody else
    }
  }

  /** Removes a prepared holding. */
  async discard({ folder }: Holding): Promise<void> {
    await rm(folder, { recursive: true, force: true });
  }

  /** Returns holdings that killed processes had prepared or removed. */
  async leftovers(): Promise<Leftover[]> {
    const folder = dirname(this.#root);
    const found: Leftover[] = [];
    for (const name of await readdir(folder)) {
      const [, pid] = (name.startsWith(`${basename(this.#root)}.`) && /\.(\d+)\.[0-9a-f]{8}$/.exec(name)) || [];
      if (pid === undefined) continue;
      const holding = await this.#holdingAt(join(folder, name));
      if (holding) found.push({ ...holding, pid: Number(pid) });
    }
    return found;
  }

  /** The owner file of an earlier version, beside an empty folder. */
  get #earlierOwner(): string {
    return `${this.#path}.owner.json`;
  }

  #aside(): string {
    return `${this.#root}.${process.pid}.${randomBytes(4).toString('hex')}`;
  }

  #successorOf(holding: Pick<Holding, 'owner'> | undefined): string {
    return join(this.#root, `after-${holding?.owner?.token || 'nameless'}`);
  }

  async #holdingAt(folder: string): Promise<Holding | undefined> {
    try {
      const found = await lstat(folder);
      if (!found.isDirectory()) throw Object.assign(new Error('There is a file.'), { code: 'ENOTDIR', path: folder });
      const own = await readOwner(join(folder, OWNER_NAME));
      const owner = own ?? (folder === this.#root ? await readOwner(this.#earlierOwner) : undefined);
      const pulse = await lstat(join(folder, PULSE_NAME)).catch(() => found);
      return { folder, owner, pulseMs: pulse.mtimeMs };
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}

async function readOwner(path: string): Promise<LockOwner | undefined> {
  const text = await readRegularFile(path, MAX_OWNER_BYTES).catch(() => '');
  return parseOwner(text.toString());
}

async function renameIfFree(from: string, to: string): Promise<boolean> {
  // a rename would replace an empty folder, which may be the lock of an earlier version
  if (await exists(to)) return false;
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (TOO_LATE.includes(systemErrorCode(error))) return false;
    throw error;
  }
}
