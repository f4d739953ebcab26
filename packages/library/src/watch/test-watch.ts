import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { openLibrary } from '../library.ts';
import type { ScanEvent, ScanSummary } from '../scan/scan-events.ts';
import type { WatchFoldersEvent } from './watch-events.ts';
import type { RunScan, WatchFoldersOptions } from './watch-options.ts';

/** A scan that a watch asked for. */
export interface AskedScan {
  folders: readonly string[];
  unfinished: readonly string[];
}

/** Records the scans of a watch instead of running them. `before` may throw. */
export function recordedScans(before: () => void = () => {}): { asked: AskedScan[]; runScan: RunScan } {
  const asked: AskedScan[] = [];
  const runScan = async function* (
    folders: readonly string[],
    { unfinished }: Parameters<RunScan>[1],
  ): AsyncGenerator<ScanEvent, ScanSummary> {
    before();
    asked.push({ folders, unfinished });
    yield { type: 'walk', found: 0 };
    return { missing: 0 } as ScanSummary;
  };
  return { asked, runScan };
}

/** Follows a watch in the background, until it is disposed. */
export class FollowedWatch implements AsyncDisposable {
  readonly events: WatchFoldersEvent[] = [];
  readonly #controller: AbortController;
  readonly #ended: Promise<void>;
  #isOver = false;
  #wake = Promise.withResolvers<void>();

  constructor(start: (signal: AbortSignal) => AsyncGenerator<WatchFoldersEvent, void>) {
    this.#controller = new AbortController();
    this.#ended = this.#follow(start(this.#controller.signal));
    this.#ended.catch(() => {});
  }

  /** Waits until so many events of a type came since the start. Rejects if the watch ends before. */
  async until<Type extends WatchFoldersEvent['type']>(
    type: Type,
    count = 1,
  ): Promise<Extract<WatchFoldersEvent, { type: Type }>> {
    for (;;) {
      const found = this.events.filter((event) => event.type === type);
      if (found.length >= count) return found[count - 1] as Extract<WatchFoldersEvent, { type: Type }>;
      if (this.#isOver) throw new Error(`The watch ended without ${count} × "${type}": ${JSON.stringify(this.events)}`);
      await this.#wake.promise;
    }
  }

  /** Ends the watch. Throws its error. */
  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #follow(events: AsyncGenerator<WatchFoldersEvent, void>): Promise<void> {
    try {
      for await (const event of events) {
        this.events.push(event);
        this.#wake.resolve();
        this.#wake = Promise.withResolvers();
      }
    } finally {
      this.#isOver = true;
      this.#wake.resolve();
    }
  }
}

/** Time for which files must be still in tests, in seconds. */
const SETTLE_S = 0.2;

/** Watches a folder of a new library with recorded scans. */
export async function watchFolder(
  folder: string,
  {
    before,
    tracks = {},
    ...options
  }: WatchFoldersOptions & { before?: () => void; tracks?: Record<string, TrackRecord> } = {},
) {
  const dataDir = join(await temporaryFolder('watched-library'), 'data');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  const library = await openLibrary({ dataDir });
  const { asked, runScan } = recordedScans(before);
  const watch = new FollowedWatch((signal) =>
    library.watch([folder], { settleS: SETTLE_S, runScan, signal, ...options }),
  );
  return {
    ...{ asked, watch, folders: () => asked.map(({ folders }) => folders) },
    async [Symbol.asyncDispose]() {
      await watch.stop();
      await library.close();
    },
  };
}
