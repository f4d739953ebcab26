import { randomBytes } from 'node:crypto';
import type { Job } from './job.ts';
import type { JobProblem } from './job-problem.ts';

/** Events that a late client can still have. One of a job has a few hundred bytes. */
const MOST_EVENTS = 1000;
const RUN_BYTES = 6;

/** Data of each type of event. */
export interface EventData {
  job: Job;
  /** Something changed that a page may show. */
  library: { changed: 'tracks' | 'sets' | 'lists' | 'duplicates' | 'index' };
  /** The state of watched folders changed; their number. */
  watch: { folders: number };
  /** A file failed, or a job has something to say. */
  problem: JobProblem;
}

/** A type of event. */
export type EventType = keyof EventData;

/** An event, with an id that only this run of the server gives. */
export type ServerEvent<Type extends EventType = EventType> = {
  [Each in Type]: { id: string; type: Each; data: EventData[Each] };
}[Type];

/** An event, a sign of life, or `reset` for a client that missed events and must ask for everything again. */
export type Followed = ServerEvent | { type: 'heartbeat' | 'reset'; id: string };

/** Options of {@link EventLog.follow}. */
export interface FollowOptions {
  /** Id of the last event that the client had. @default none: only later events */
  after?: string;
  signal: AbortSignal;
  /** Milliseconds of silence before a heartbeat. */
  heartbeatMs: number;
}

/** The latest events of this server. Clients read from it at their own speed, so a slow one holds no memory. */
export class EventLog {
  /** Tells this run's ids from those of an earlier one. */
  readonly #run = randomBytes(RUN_BYTES).toString('base64url');
  readonly #events: ServerEvent[] = [];
  /** Number of events that were dropped at the front. */
  #dropped = 0;
  /** Wakes each follower that waits. A promise of all would keep those that left. */
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  /** Id of the last event. */
  get lastId(): string {
    return this.#idOf(this.#end);
  }

  publish<Type extends EventType>(type: Type, data: EventData[Type]): void {
    this.#events.push({ id: this.#idOf(this.#end + 1), type, data } as ServerEvent);
    if (this.#events.length > MOST_EVENTS) {
      this.#events.shift();
      this.#dropped++;
    }
    this.#wakeAll();
  }

  /** Ends all followers. */
  close(): void {
    this.#isClosed = true;
    this.#wakeAll();
  }

  /** Yields events as they come, until the signal aborts. */
  async *follow({ after, signal, heartbeatMs }: FollowOptions): AsyncGenerator<Followed, void> {
    let place = after === undefined ? this.#end : this.#placeOf(after);
    while (!signal.aborted && !this.#isClosed) {
      if (place === undefined || place < this.#dropped) {
        place = this.#end;
        yield { type: 'reset', id: this.lastId };
      } else if (place < this.#end) {
        yield this.#events[place++ - this.#dropped];
      } else if (await this.#isSilent(heartbeatMs, signal)) {
        yield { type: 'heartbeat', id: this.lastId };
      }
    }
  }

  /** Number of events so far. */
  get #end(): number {
    return this.#dropped + this.#events.length;
  }

  #idOf(count: number): string {
    return `${this.#run}.${count}`;
  }

  /** Returns the number of events up to an id; undefined for an id of an earlier run. */
  #placeOf(id: string): number | undefined {
    const [run, count] = id.split('.');
    const place = Number(count);
    return run === this.#run && Number.isInteger(place) && place >= 0 && place <= this.#end ? place : undefined;
  }

  /** Waits for an event. Returns true if none came in this time. */
  #isSilent(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isSilent: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve(isSilent);
      };
      const wake = () => end(false);
      const timer = setTimeout(end, milliseconds, true).unref();
      signal.addEventListener('abort', wake, { once: true });
      this.#waiting.add(wake);
    });
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
