import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { usePlayerObject } from '../player/use-player.tsx';
import { MixPlayer, type MixState } from './mix-player.ts';
import type { MixRequest } from './prepare-mix.ts';

const MixContext = createContext<MixPlayer | undefined>(undefined);

/** Gives a view its player of mixes, which falls silent with it, and when the page's player starts. */
export function MixProvider({ children }: { children: ReactNode }) {
  const mixes = useMemo(() => new MixPlayer(), []);
  const player = usePlayerObject();
  useEffect(() => {
    const unsubscribe = player.subscribe(() => player.state().status === 'loading' && mixes.stop());
    return () => {
      unsubscribe();
      mixes.close();
    };
  }, [player, mixes]);
  return <MixContext value={mixes}>{children}</MixContext>;
}

/** State and commands of the player of mixes. */
export interface MixControls extends MixState {
  /** Returns true if the player has a mix, also one that failed. */
  has(request: MixRequest): boolean;
  /** Returns true while a mix plays, or loads to do so. */
  isPlaying(request: MixRequest): boolean;
  /** Plays a mix, or stops it if it plays. */
  toggle(request: MixRequest): void;
  /** Fetches a mix that may be played next. */
  prepare(request: MixRequest): void;
  nudge(beats: number): void;
  /** Seconds since the mix began. */
  positionS(): number;
}

/** The player of mixes of this view. */
export function useMix(): MixControls {
  const mixes = useContext(MixContext)!;
  const player = usePlayerObject();
  const state = useSyncExternalStore(mixes.subscribe, mixes.state);
  return {
    ...state,
    has: (request) => state.status !== 'idle' && isSame(state.request, request),
    isPlaying: (request) => isPlaying(state, request),
    toggle(request) {
      if (isPlaying(mixes.state(), request)) return mixes.stop();
      player.pause();
      void mixes.play(request);
    },
    prepare(request) {
      // who plays it learns why it failed
      mixes.prepare(request).catch(() => undefined);
    },
    nudge: (beats) => mixes.nudge(beats),
    positionS: () => mixes.positionS,
  };
}

function isSame(now: MixRequest | undefined, { from, to }: MixRequest): boolean {
  return now?.from === from && now.to === to;
}

function isPlaying({ request: now, status }: MixState, request: MixRequest): boolean {
  return (status === 'playing' || status === 'loading') && isSame(now, request);
}
