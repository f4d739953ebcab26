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
const PULSE_NAME = 'pulse';
const MAX_OWNER_BYTES = 10_000;
const REMOVE_TRIES = 5;
/** Error codes of a rename if another process was faster. Windows reports "access denied". */
const TOO_LATE: readonly (string | undefined)[] = [
  ...['ENOTEMPTY', 'EEXIST', 'ENOENT'],
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
];

/** One entry in the chain of a lock. */
export interface Holding {
  folder: string;
  /** Undefined if the owner file is missing or damaged. */
  owner: LockOwner | undefined;
  /** Time of the owner's last heartbeat, by the file system's clock. */
  pulseMs: number;
}

/** A holding that a process left when it was killed. */
export interface Leftover extends Holding {
  pid: number;
}

export type PreparedHolding = Holding & { owner: LockOwner };

/**
 * Files of a lock. The folder `<path>.lock` is the first holding, with an owner file and a pulse file. A process that
 * takes over from a dead owner adds a folder inside it, named after the dead owner's token. The last holding in this
 * chain has the lock.
 *
 * A process prepares its holding next to the lock and renames it into place. So only one process can take over from a
 * dead owner, and no process removes another's lock.
 */
export class LockChain {
  readonly #path: string;
  readonly #root: string;

  constructor(path: string) {
    this.#path = path;
    this.#root = `${path}.lock`;
  }

  async prepare(owner: LockOwner): Promise<PreparedHolding> {
    const folder = this.#aside();
    await mkdir(folder);
    await writeFile(join(folder, OWNER_NAME), JSON.stringify(owner));
    await writeFile(join(folder, PULSE_NAME), '.');
    const { mtimeMs } = await stat(join(folder, PULSE_NAME));
    return { folder, owner, pulseMs: mtimeMs };
  }

  /** Moves a prepared holding into place: after a dead one, or as the first. False if another process was faster. */
  async install(prepared: PreparedHolding, after: Holding | undefined): Promise<boolean> {
    const { owner } = prepared;
    const folder = after ? this.#successorOf(after) : this.#root;
    const placed = await renameIfFree(prepared.folder, folder);
    // a network drive may report a successful rename as failed
    if ((await this.last())?.owner?.token === owner.token) {
      prepared.folder = folder;
      return true;
    }
    // the lock was freed and taken again, so this place in the chain is invalid
    if (placed) await rm(folder, { recursive: true, force: true });
    if (!(await exists(prepared.folder))) Object.assign(prepared, await this.prepare(owner));
    return false;
  }

  /** Returns the holding that has the lock, with a live or dead owner; undefined if the lock is free. */
  async last(): Promise<Holding | undefined> {
    let last: Holding | undefined;
    for (let folder = this.#root; ; folder = this.#successorOf(last)) {
      const next = await this.#holdingAt(folder);
      if (!next) return last;
      last = next;
    }
  }

  /** Returns true if the holding has lost the lock. Synchronous, so that a write can follow immediately. */
  isLost({ folder, owner }: Holding): boolean {
    try {
      const found = parseOwner(readRegularFileSync(join(folder, OWNER_NAME), MAX_OWNER_BYTES).toString());
      if (found?.token !== owner?.token) return true;
    } catch (error) {
      // a write to a network drive that does not respond fails too
      return systemErrorCode(error) === 'ENOENT' || error instanceof FileKindError;
    }
    return lstatSync(this.#successorOf({ owner }), { throwIfNoEntry: false }) !== undefined;
  }

  /** Writes a heartbeat. Its time comes from the file system, whose clock all machines share. */
  async pulse({ folder }: Holding): Promise<void> {
    const file = await open(join(folder, PULSE_NAME), 'r+');
    try {
      await file.write('.', 0);
    } finally {
      await file.close();
    }
  }

  /** Frees the lock. Synchronous, so that it can run in an exit handler. */
  remove(): void {
    let removed = this.#aside();
    try {
      renameSync(this.#root, removed);
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return;
      // on Windows, a virus scanner may be reading the folder
      removed = this.#root;
    }
    rmSync(removed, { recursive: true, force: true, maxRetries: REMOVE_TRIES });
    try {
      unlinkSync(this.#earlierOwner);
    } catch {}
  }

  async discard({ folder }: Holding): Promise<void> {
    await rm(folder, { recursive: true, force: true });
  }

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

  /** Owner file of an earlier version, which stored it next to an empty lock folder. */
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
  // a rename replaces an empty folder, which may be the lock of an earlier version
  if (await exists(to)) return false;
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (TOO_LATE.includes(systemErrorCode(error))) return false;
    throw error;
  }
}
