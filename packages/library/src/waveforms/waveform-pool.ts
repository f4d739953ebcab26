import { DEFAULT_WORKERS, type WaveformOverview } from '@rbassist/analyze';
import { TrackError } from '@rbassist/core';
import { failureRemedies } from '../failures/failure-remedies.ts';
import { createTrackPool, type TrackPool } from '../workers/track-pool.ts';
import type { WaveformReply, WaveformTask } from './waveform-worker.ts';

const MOST_WORKERS = 2;
/** Time without work after which the threads end and free their memory. */
const IDLE_MS = 30_000;

/** Threads that draw waveforms. They start with the first task. */
export class WaveformPool {
  #pool: TrackPool<WaveformTask, WaveformReply> | undefined;
  #idle: NodeJS.Timeout | undefined;
  readonly #running = new Map<string, Promise<WaveformOverview>>();

  /** Callers that ask for the same part at the same time share one task. Throws {@link TrackError}. */
  draw(task: WaveformTask): Promise<WaveformOverview> {
    const key = JSON.stringify(task);
    const running = this.#running.get(key) ?? this.#draw(task).finally(() => this.#ended(key));
    this.#running.set(key, running);
    return running;
  }

  /** Ends the threads. You may call it twice. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.close();
  }

  async #draw(task: WaveformTask): Promise<WaveformOverview> {
    clearTimeout(this.#idle);
    this.#pool ??= createTrackPool<WaveformTask, WaveformReply>({
      worker: 'waveform-worker',
      task: 'drawTrack',
      workers: Math.min(MOST_WORKERS, DEFAULT_WORKERS),
      done: 'drawn',
      failed: (failure) => ({ ok: false, ...failure }),
    });
    const reply = await this.#pool.run(task);
    if (reply.ok) return { stepS: reply.stepS, columns: reply.columns };
    throw new TrackError(reply.kind, task.path, reply.message, { remedies: failureRemedies(task.path, reply) });
  }

  #ended(key: string): void {
    this.#running.delete(key);
    if (this.#running.size > 0) return;
    this.#idle = setTimeout(() => void this.close(), IDLE_MS);
    this.#idle.unref();
  }
}
