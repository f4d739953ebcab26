import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isSameProcessAlive, pidScope, processBirth } from './process-alive.ts';

/** The process that holds a lock, as its owner file names it. */
export interface LockOwner {
  /** Name of this one holding, which no other ever has. */
  token: string;
  pid: number;
  host: string;
  /** Time at which it took the lock, ISO 8601. */
  since?: string;
  /** See {@link processBirth}. */
  birth?: string;
  /** See {@link pidScope}. */
  scope?: string;
}

/** Makes the owner of a new holding by this process. */
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

/** Parses an owner file. Undefined if it is damaged. */
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

/** Returns what is known of the owner's process: only one whose number means the same here can be looked up. */
export async function ownerState({ pid, host, birth, scope }: LockOwner): Promise<'alive' | 'dead' | 'unknown'> {
  const isVisible = scope === undefined ? host === hostname() : scope === (await pidScope());
  if (!isVisible) return 'unknown';
  if (!(await isSameProcessAlive(pid, birth))) return 'dead';
  // without a time of birth, another process may have the number now
  return birth === undefined ? 'unknown' : 'alive';
}

/** Names the owner in an error: "Another rbassist (process 12 on laptop, since 2026-11-29 14:03 UTC)". */
export function ownerName(owner: LockOwner | undefined): string {
  if (!owner) return 'Another rbassist';
  const since = owner.since === undefined ? '' : `, since ${owner.since.slice(0, 16).replace('T', ' ')} UTC`;
  return `Another rbassist (process ${owner.pid} on ${owner.host}${since})`;
}
