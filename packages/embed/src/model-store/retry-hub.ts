import { setTimeout as delay } from 'node:timers/promises';
import { HubError } from './store-errors.ts';

export interface RetryOptions {
  signal?: AbortSignal;
  /** Milliseconds before the first retry, doubled for each further one. */
  retryWaitMs: number;
}

const MAX_TRIES = 4;
const MAX_WAIT_S = 60;

/** Runs `attempt` up to four times without progress, which `advanced` reports. Retries only temporary hub errors. */
export async function retryHub<T>(
  attempt: () => Promise<T>,
  { signal, retryWaitMs }: RetryOptions,
  advanced: () => Promise<boolean> = async () => false,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof HubError) || !error.transient) throw error;
      if (await advanced()) failures = 1;
      if (failures >= MAX_TRIES || (error.retryAfterS ?? 0) > MAX_WAIT_S) throw error;
      const waitMs = Math.max(retryWaitMs * 2 ** (failures - 1), (error.retryAfterS ?? 0) * 1000);
      await delay(waitMs, undefined, { signal });
    }
  }
}
