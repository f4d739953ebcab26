import { Pause, Play } from 'lucide-react';
import { type PlayableTrackRow, usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import { IconButton } from '../button/button.tsx';

interface PlayButtonProps {
  track: PlayableTrackRow;
  /** Name of the button while the track does not play. */
  label: string;
  /** Second to begin at, in place of the drop. */
  fromS?: number;
  disabled?: boolean;
  tabIndex?: number;
}

/** Plays a track, or pauses it. */
export function PlayButton({ track, label, fromS, ...rest }: PlayButtonProps) {
  const player = usePlayer();
  const isPlaying = player.isPlaying(track.id);
  return (
    <IconButton
      label={isPlaying ? text.player.pause : label}
      onClick={() => player.playOrPause(track, fromS)}
      {...rest}
    >
      {isPlaying ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
    </IconButton>
  );
}
