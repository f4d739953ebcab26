import { useCallback, useRef } from 'react';
import type { Track } from '../../api/types.ts';
import { dropS } from '../../player/drop.ts';
import { usePlayer, usePlayerObject } from '../../player/use-player.tsx';

/** Position in a track: the player's while it has the track, else a mark of the view's own. */
export interface Place {
  readonly isPlaying: boolean;
  /** Seconds from the start of the track. */
  positionS(): number;
  goTo(positionS: number): void;
  playOrPause(): void;
}

/** Keeps the position in a track. It begins where the track is at its best. */
export function usePlace(track: Track): Place {
  const player = usePlayer();
  const playing = usePlayerObject();
  const mark = useRef<number>(null);
  mark.current ??= dropS(track);
  const here = player.track?.id === track.id;
  const positionS = useCallback(() => (here ? playing.positionS : mark.current!), [here, playing]);
  return {
    isPlaying: here && player.status === 'playing',
    positionS,
    goTo: (to) => {
      mark.current = to;
      if (here) player.seek(to);
    },
    playOrPause: () => {
      if (here) return player.toggle();
      const { id, artist } = track;
      player.play({ id, title: track.title ?? track.name, artist, bpm: track.bpm.value }, mark.current!);
    },
  };
}
