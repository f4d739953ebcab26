import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { trackQuery } from '../tracks/queries.ts';
import { dropS } from './drop.ts';
import { type PlayableTrack, Player, type PlayerState } from './player.ts';

const PlayerContext = createContext<Player | undefined>(undefined);

/** The file as it is, or, for a browser that can't play it, decoded. */
const audioAddresses = (id: string) => [`/api/tracks/${id}/audio`, `/api/tracks/${id}/audio?as=wav`];

/** Gives the page its one player. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const player = useMemo(() => new Player(() => new Audio(), audioAddresses), []);
  return <PlayerContext value={player}>{children}</PlayerContext>;
}

/** The player itself, for its position and its commands. */
export function usePlayerObject(): Player {
  return useContext(PlayerContext)!;
}

/** State and commands of the player. */
export interface PlayerControls extends PlayerState {
  /** Returns true while the player plays a track, or loads it to do so. */
  isPlaying(id: string): boolean;
  /** Plays a track from its drop, or from a second; pauses or resumes it if the player has it. */
  playOrPause(track: PlayableTrackRow, fromS?: number): void;
  play: Player['play'];
  toggle: Player['toggle'];
  seek: Player['seek'];
  jump: Player['jump'];
  setVolume: Player['setVolume'];
}

/** A row of a list, as far as the player needs it. */
export type PlayableTrackRow = Omit<PlayableTrack, 'title'> & { title?: string | null };

/** The player of the page: what it does, and its commands. Renders again when the state changes, not the position. */
export function usePlayer(): PlayerControls {
  const player = usePlayerObject();
  const queries = useQueryClient();
  const state = useSyncExternalStore(player.subscribe, player.state);
  return useMemo(() => {
    const playFromDrop = async ({ id, title, artist, bpm }: PlayableTrackRow) => {
      const track = { id, title: title ?? '', artist, bpm };
      const about = queries.getQueryData(trackQuery(id).queryKey);
      player.play(track, about ? dropS(about) : 0);
      if (about) return;
      const found = await queries.ensureQueryData(trackQuery(id)).catch(() => undefined);
      // somebody may have gone elsewhere while the answer was on its way
      if (found && player.state().track?.id === id && player.positionS < 1) player.seek(dropS(found));
    };
    const isSounding = state.status === 'playing' || state.status === 'loading';
    return {
      ...state,
      isPlaying: (id) => isSounding && state.track?.id === id,
      playOrPause: (track, fromS) => {
        if (state.track?.id === track.id) player.toggle();
        else if (fromS === undefined) void playFromDrop(track);
        else player.play({ ...track, title: track.title ?? '' }, fromS);
      },
      play: (track, startS) => player.play(track, startS),
      toggle: () => player.toggle(),
      seek: (positionS) => player.seek(positionS),
      jump: (phrases) => player.jump(phrases),
      setVolume: (volume) => player.setVolume(volume),
    };
  }, [player, queries, state]);
}
