/** Times that decide when a changed file is scanned, in milliseconds. */
export interface ChangeTimes {
  settleMs: number;
  mostWaitMs: number;
}

interface Change {
  /** Size and time of the file; undefined if there is none. */
  signature: string | undefined;
  since: number;
  changedAt: number;
  /** Time of the last look. Nobody looks during a scan, so that a pause is only what was seen. */
  seenAt: number;
  /** Longest seen time between two changes. A program that paused once may pause again. */
  longestPauseMs: number;
}

/** Longest time for which a file must be still, however long its writer paused before. */
const LONGEST_SETTLE_MS = 300_000;

/** Changed files, and which of them are complete. Knows no files and no clock: its caller tells it both. */
export class FileChanges {
  readonly #times: ChangeTimes;
  readonly #changes = new Map<string, Change>();
  #newestAt = Number.NEGATIVE_INFINITY;

  constructor(times: ChangeTimes) {
    this.#times = times;
  }

  /** Notes the size and time of a changed file; undefined if it is gone. */
  note(path: string, signature: string | undefined, now: number): void {
    const known = this.#changes.get(path);
    if (known === undefined) {
      this.#newestAt = now;
      this.#changes.set(path, { signature, since: now, changedAt: now, seenAt: now, longestPauseMs: 0 });
    } else if (known.signature === signature) {
      known.seenAt = now;
    } else {
      const pauseMs = known.signature === undefined ? 0 : known.seenAt - known.changedAt;
      const longestPauseMs = Math.max(known.longestPauseMs, pauseMs);
      this.#changes.set(path, { signature, since: known.since, changedAt: now, seenAt: now, longestPauseMs });
    }
  }

  /** Returns the paths of files that may still be written. */
  unsettled(now: number): string[] {
    return [...this.#changes].filter(([, change]) => !this.#isSettled(change, now)).map(([path]) => path);
  }

  /** Returns the paths of existing files that may still be written. */
  growing(now: number): string[] {
    return this.unsettled(now).filter((path) => this.#changes.get(path)?.signature !== undefined);
  }

  /**
   * Takes the complete files, if it is time to scan them: no other file has joined for a while, or they have waited
   * long enough. A file that never stops growing delays no other.
   */
  take(now: number): string[] {
    const { settleMs, mostWaitMs } = this.#times;
    const settled = [...this.#changes].filter(([, change]) => this.#isSettled(change, now));
    const isQuiet = now - this.#newestAt >= settleMs;
    if (!isQuiet && !settled.some(([, { since }]) => now - since >= mostWaitMs)) return [];
    const paths = settled.map(([path]) => path);
    for (const path of paths) this.#changes.delete(path);
    return paths;
  }

  /** Drops the changes for which `isDropped` is true, for example of a folder that is gone. */
  drop(isDropped: (path: string) => boolean): void {
    for (const path of [...this.#changes.keys()]) if (isDropped(path)) this.#changes.delete(path);
  }

  #isSettled({ changedAt, longestPauseMs }: Change, now: number): boolean {
    const longest = Math.max(this.#times.settleMs, LONGEST_SETTLE_MS);
    return now - changedAt >= Math.min(Math.max(this.#times.settleMs, 2 * longestPauseMs), longest);
  }
}
