import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { systemErrorCode } from '../errors.ts';

const PS_TIMEOUT_MS = 2_000;
/** Index of the start time among the fields after the process name in /proc/<pid>/stat. */
const START_TIME_FIELD = 19;
/** States of an ended process in that file. A container without an init process keeps such processes forever. */
const ENDED_STATES = ['Z', 'X'];
const ENDED = 'ended';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) !== 'ESRCH';
  }
}

/** Returns true if the process that started at `birth` still runs. Another process may have its id now. */
export async function isSameProcessAlive(pid: number, birth: string | undefined): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const found = await processBirth(pid);
  if (found === undefined || found === ENDED) return found === undefined;
  return birth === undefined || found === birth;
}

/** Returns a process's start time, which no clock change affects; "ended" for a zombie, undefined if unknown. */
export async function processBirth(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxBirth(pid).catch(() => undefined);
  if (process.platform === 'darwin') return darwinBirth(pid).catch(() => undefined);
  return undefined;
}

/**
 * Returns an id for the set of processes that share process ids with this one: the machine since its last start, and
 * the container. The host name is not enough: Windows and its Linux subsystem share it, but no processes.
 */
export async function pidScope(): Promise<string> {
  const here = `${process.platform} ${hostname()}`;
  if (process.platform !== 'linux') return here;
  const parts = [readFile('/proc/sys/kernel/random/boot_id', 'utf8'), readlink('/proc/self/ns/pid')];
  return Promise.all(parts).then(
    ([boot, namespace]) => `${boot.trim()} ${namespace}`,
    () => here,
  );
}

async function linuxBirth(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ]);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (ENDED_STATES.includes(fields[0])) return ENDED;
  return `${boot.trim()} ${fields[START_TIME_FIELD]}`;
}

async function darwinBirth(pid: number): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
    timeout: PS_TIMEOUT_MS,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  return stdout.trim() || undefined;
}
