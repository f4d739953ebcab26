import { childCpuS } from './child-cpu.mjs';

export interface Taken {
  seconds: number;
  /** Processor time, including finished child processes; null if the system does not report it. */
  cpuSeconds: number | null;
}

/** Runs some work and measures it. Run nothing else at the same time. */
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
