import { setTimeout as delay } from 'node:timers/promises';
import { HubError } from './store-errors.ts';

/** How often and how long to wait for a hub that may recover. */
export interface Patience {
  signal?: AbortSignal;
  /** Milliseconds before the second try; doubled for each further one. */
  retryWaitMs: number;
}

const TRIES = 4;
const LONGEST_WAIT_S = 60;

/** Runs `attempt` until it succeeds, four times at most without an advance; only failures that may pass are tried again. */
export async function patiently<T>(
  attempt: () => Promise<T>,
  { signal, retryWaitMs }: Patience,
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
      if (failures >= TRIES || (error.retryAfterS ?? 0) > LONGEST_WAIT_S) throw error;
      const waitMs = Math.max(retryWaitMs * 2 ** (failures - 1), (error.retryAfterS ?? 0) * 1000);
      await delay(waitMs, undefined, { signal });
    }
  }
}
