import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isSameProcessAlive, pidScope, processBirth } from './process-alive.ts';

export interface LockOwner {
  token: string;
  pid: number;
  host: string;
  /** Time when the process took the lock, ISO 8601. */
  since?: string;
  /** See {@link processBirth}. */
  birth?: string;
  /** See {@link pidScope}. */
  scope?: string;
}

export async function newOwner(): Promise<LockOwner> {
  return {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    birth: await processBirth(process.pid),
    scope: await pidScope(),
  };
}

export function parseOwner(text: string): LockOwner | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    if (typeof owner !== 'object' || owner === null || !('pid' in owner && 'host' in owner)) return undefined;
    const word = (key: string) => {
      const value = (owner as Record<string, unknown>)[key];
      return typeof value === 'string' ? value : undefined;
    };
    const [pid, host, token = ''] = [Number(owner.pid), String(owner.host), word('token')];
    if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
    return { token, pid, host, since: word('since'), birth: word('birth'), scope: word('scope') };
  } catch {
    return undefined;
  }
}

/** Returns the state of the owner's process; `unknown` if it can't be looked up from this machine or container. */
export async function ownerState({ pid, host, birth, scope }: LockOwner): Promise<'alive' | 'dead' | 'unknown'> {
  const isVisible = scope === undefined ? host === hostname() : scope === (await pidScope());
  if (!isVisible) return 'unknown';
  if (!(await isSameProcessAlive(pid, birth))) return 'dead';
  // without a start time, another process may have the same id now
  return birth === undefined ? 'unknown' : 'alive';
}

/** Describes the owner for an error: "Another rbassist (process 12 on laptop, since 2026-11-29 14:03 UTC)". */
export function ownerName(owner: LockOwner | undefined): string {
  if (!owner) return 'Another rbassist';
  const since = owner.since === undefined ? '' : `, since ${owner.since.slice(0, 16).replace('T', ' ')} UTC`;
  return `Another rbassist (process ${owner.pid} on ${owner.host}${since})`;
}
