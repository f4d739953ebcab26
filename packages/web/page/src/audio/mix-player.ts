import { type PlayingMix, playMix } from './mix-graph.ts';
import type { MixPlan } from './plan-mix.ts';
import { type MixRequest, type PreparedMix, prepareMix } from './prepare-mix.ts';

/** State of the mix player. */
export interface MixState {
  readonly status: 'idle' | 'loading' | 'playing' | 'failed';
  readonly request?: MixRequest;
  readonly plan?: MixPlan;
}

/** A mix that is on its way, or ready. */
interface Preparation {
  readonly request: MixRequest;
  readonly abort: AbortController;
  readonly ready: Promise<PreparedMix>;
}

/** Plays one mix at a time, in time. */
export class MixPlayer {
  readonly #listeners = new Set<() => void>();
  #state: MixState = { status: 'idle' };
  #context: AudioContext | undefined;
  #playing: PlayingMix | undefined;
  #next: Preparation | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): MixState => this.#state;

  /** Seconds since the mix began; 0 while there is none. */
  get positionS(): number {
    return this.#playing?.positionS() ?? 0;
  }

  /** Fetches what a mix needs, so that it begins at once. Only the last one that was asked for is kept. */
  prepare(request: MixRequest): Promise<PreparedMix> {
    if (this.#next && isSameMix(this.#next.request, request)) return this.#next.ready;
    this.#next?.abort.abort();
    const abort = new AbortController();
    const ready = prepareMix(request, abort.signal);
    const preparation = { request, abort, ready };
    this.#next = preparation;
    // the next attempt asks again
    ready.catch(() => {
      if (this.#next === preparation) this.#next = undefined;
    });
    return ready;
  }

  /** Plays a mix. */
  async play(request: MixRequest): Promise<void> {
    this.stop();
    const loading: MixState = { status: 'loading', request };
    this.#set(loading);
    // a browser lets sound begin only from a key or a click, which this is
    this.#context ??= new AudioContext();
    const context = this.#context;
    try {
      const [{ plan, sounds }] = await Promise.all([this.prepare(request), context.resume()]);
      if (this.#state !== loading) return;
      this.#playing = playMix(context, plan, sounds, () => this.stop());
      this.#set({ status: 'playing', request, plan });
    } catch {
      if (this.#state === loading) this.#set({ status: 'failed', request });
    }
  }

  /** Moves the second track by beats against the first; its later beats come first. */
  nudge(beats: number): void {
    this.#playing?.nudge(beats);
  }

  stop(): void {
    this.#playing?.stop();
    this.#playing = undefined;
    if (this.#state.status !== 'idle') this.#set({ status: 'idle' });
  }

  /** Stops, and gives back what the player holds. */
  close(): void {
    this.stop();
    this.#next?.abort.abort();
    this.#next = undefined;
    void this.#context?.close();
    this.#context = undefined;
  }

  #set(state: MixState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function isSameMix(a: MixRequest, b: MixRequest): boolean {
  return a.from === b.from && a.to === b.to && a.outS === b.outS && a.inS === b.inS && a.bars === b.bars;
}
