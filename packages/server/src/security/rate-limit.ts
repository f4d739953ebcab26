/** Rate of requests that a client may send. */
export interface Rate {
  perSecond: number;
  /** Requests that it may send at once. */
  burst: number;
}

interface Bucket {
  left: number;
  at: number;
}

const MOST_CLIENTS = 1000;
const MS_PER_SECOND = 1000;

/** Limits the requests of each client: a bucket that fills at a rate, and empties by one a request. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #clock: () => number;
  /** The client that asked last is last. */
  readonly #buckets = new Map<string, Bucket>();

  /** @param clock Returns the time, in milliseconds. */
  constructor(rate: Rate, clock: () => number) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Returns true if a client may send a request now, and counts it. */
  take(client: string): boolean {
    const { perSecond, burst } = this.#rate;
    const now = this.#clock();
    const { left, at } = this.#buckets.get(client) ?? { left: burst, at: now };
    const filled = Math.min(burst, left + (Math.max(0, now - at) * perSecond) / MS_PER_SECOND);
    const isAllowed = filled >= 1;
    this.#buckets.delete(client);
    this.#buckets.set(client, { left: isAllowed ? filled - 1 : filled, at: now });
    if (this.#buckets.size > MOST_CLIENTS) {
      const [oldest] = this.#buckets.keys();
      this.#buckets.delete(oldest);
    }
    return isAllowed;
  }
}
