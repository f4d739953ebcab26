import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { systemErrorCode } from '@rbassist/core';

const PS_TIMEOUT_MS = 2_000;
/** The time a process started, in ticks since the machine did: the field's place after the name's closing bracket. */
const START_TIME_FIELD = 19;

/**
 * When a process of this machine was born, in the system's own words, so that a later process that was given the same number is told from it. It does
 * not depend on the clock being right. Undefined where the system does not tell.
 */
export async function processBirth(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxBirth(pid).catch(() => undefined);
  if (process.platform === 'darwin') return darwinBirth(pid).catch(() => undefined);
  return undefined;
}

/** Whether a process of this machine is known to be gone: no process has its number, or one that was born at another time. */
export async function isGone(pid: number, birth: string | undefined): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemErrorCode(error) === 'ESRCH';
  }
  if (birth === undefined) return false;
  const found = await processBirth(pid);
  return found !== undefined && found !== birth;
}

async function linuxBirth(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ]);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${boot.trim()} ${fields[START_TIME_FIELD]}`;
}

async function darwinBirth(pid: number): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
    timeout: PS_TIMEOUT_MS,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  return stdout.trim() || undefined;
}
