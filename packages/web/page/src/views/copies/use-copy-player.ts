import { useMemo } from 'react';
import { usePlayer, usePlayerObject } from '../../player/use-player.tsx';
import { filesOf } from './choices.ts';
import type { CopyFile, CopyGroup } from './copies-queries.ts';
import { splitPath } from './group-differences.ts';

/** Commands to compare copies by ear. */
export interface CopyPlayer {
  /** Returns true while a file plays. */
  isPlaying(id: string): boolean;
  /** Plays or pauses a file. After another copy of its group, it goes on at the same place. */
  toggle(group: CopyGroup, file: CopyFile): void;
  /** Plays the next copy of the group at the same place; the first one if none of them plays. */
  next(group: CopyGroup): void;
}

/** The page's player, for comparing copies. */
export function useCopyPlayer(): CopyPlayer {
  const { track, isPlaying, playOrPause, play } = usePlayer();
  const player = usePlayerObject();
  return useMemo(() => {
    const current = (group: CopyGroup) => filesOf(group).findIndex(({ id }) => id === track?.id);
    const toggle = (group: CopyGroup, file: CopyFile) => {
      const playable = { id: file.id, title: file.title ?? splitPath(file.path)[1], artist: file.artist };
      if (track?.id !== file.id && current(group) >= 0) play(playable, player.positionS);
      else playOrPause(playable);
    };
    return {
      isPlaying,
      toggle,
      next: (group) => {
        const files = filesOf(group);
        toggle(group, files[(current(group) + 1) % files.length]!);
      },
    };
  }, [track, isPlaying, playOrPause, play, player]);
}
