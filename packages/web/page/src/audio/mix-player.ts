import { queryClient } from '../api/query-client.ts';
import type { Track } from '../api/types.ts';
import { nearestBarS } from '../tracks/grid-lines.ts';
import { trackQuery } from '../tracks/queries.ts';
import { type PlayingMix, playMix } from './mix-graph.ts';
import { type MixPlan, type MixSide, planMix } from './plan-mix.ts';
import { fetchWavPart } from './wav-part.ts';

/** A mix of two tracks to hear. Points are seconds of each track; null where nothing is known. */
export interface MixRequest {
  readonly from: string;
  readonly to: string;
  readonly outS: number | null;
  readonly inS: number | null;
  readonly bars: number | null;
}

/** State of the mix player. */
export interface MixState {
  readonly status: 'idle' | 'loading' | 'playing' | 'failed';
  readonly request?: MixRequest;
  readonly plan?: MixPlan;
}

/** Seconds of the second track before its point that are fetched, so that it can be moved. */
const ROOM_S = 4;
/** A track without a mix-out point is left this many seconds before its end. */
const BEFORE_END_S = 60;

/** Plays one mix at a time, in time. */
export class MixPlayer {
  readonly #listeners = new Set<() => void>();
  #state: MixState = { status: 'idle' };
  #context: AudioContext | undefined;
  #playing: PlayingMix | undefined;
  #attempt: AbortController | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): MixState => this.#state;

  /** Seconds since the mix began; 0 while there is none. */
  get positionS(): number {
    return this.#playing?.positionS() ?? 0;
  }

  /** Fetches what a mix needs of both tracks, and plays it. */
  async play(request: MixRequest): Promise<void> {
    this.stop();
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#set({ status: 'loading', request });
    // a browser lets sound begin only from a key or a click, which this is
    this.#context ??= new AudioContext();
    const context = this.#context;
    try {
      await context.resume();
      const ask = (id: string) => queryClient.ensureQueryData(trackQuery(id));
      const [from, to] = await Promise.all([ask(request.from), ask(request.to)]);
      const fromEndS = Math.max(0, (from.duration ?? 0) - BEFORE_END_S);
      const plan = planMix(sideOf(from, request.outS ?? fromEndS), sideOf(to, request.inS ?? 0), request.bars);
      const options = { context, signal: attempt.signal };
      const inStartS = Math.max(0, plan.inFromS - ROOM_S);
      const inEndS = plan.inFromS + (plan.endsAtS - plan.inAtS) * plan.rate + ROOM_S;
      const [out, into] = await Promise.all([
        fetchWavPart(wavAddress(from.id), plan.outFromS, plan.outFromS + plan.outEndsAtS, options),
        fetchWavPart(wavAddress(to.id), inStartS, inEndS, options),
      ]);
      if (attempt.signal.aborted) return;
      this.#playing = playMix(context, plan, { out, in: into, inStartS }, () => this.stop());
      this.#set({ status: 'playing', request, plan });
    } catch {
      if (!attempt.signal.aborted) this.#set({ status: 'failed', request });
    }
  }

  /** Moves the second track by beats against the first; its later beats come first. */
  nudge(beats: number): void {
    if (this.#state.plan) this.#playing?.nudge(beats * this.#state.plan.beatS);
  }

  stop(): void {
    this.#attempt?.abort();
    this.#playing?.stop();
    this.#playing = undefined;
    if (this.#state.status !== 'idle') this.#set({ status: 'idle' });
  }

  #set(state: MixState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function sideOf({ bpm, tempos, duration }: Track, pointS: number): MixSide {
  return {
    bpm: bpm.value,
    pointS: Math.max(0, nearestBarS(tempos.value ?? [], pointS)),
    durationS: duration ?? Number.POSITIVE_INFINITY,
  };
}

function wavAddress(id: string): string {
  return `/api/tracks/${id}/audio?as=wav`;
}
