import { childCpuS } from './child-cpu.mjs';

/** Seconds that something took. */
export interface Taken {
  /** By the clock. */
  seconds: number;
  /** Of processor time, child processes that ended meanwhile included; null where the system does not tell. */
  cpuSeconds: number | null;
}

/** Does some work and says what it took; while it runs, nothing else should. */
export async function timed<T>(work: () => Promise<T>): Promise<{ result: T } & Taken> {
  const began = performance.now();
  const own = process.cpuUsage();
  const children = childCpuS();
  const result = await work();
  const { user, system } = process.cpuUsage(own);
  const childrenNow = childCpuS();
  const cpuSeconds = children === null || childrenNow === null ? null : (user + system) / 1e6 + childrenNow - children;
  return { result, seconds: (performance.now() - began) / 1000, cpuSeconds };
}
