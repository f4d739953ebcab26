import { Play, Square } from 'lucide-react';
import type { MixRequest } from '../../audio/prepare-mix.ts';
import { useMix } from '../../audio/use-mix.tsx';
import { text } from '../../text/en.ts';
import { Button } from '../button/button.tsx';

interface InTimeButtonProps {
  mix: MixRequest;
  /** Title of the second track. */
  title: string;
}

/** Plays a mix of two tracks in time, or stops it. */
export function InTimeButton({ mix, title }: InTimeButtonProps) {
  const player = useMix();
  const isPlaying = player.isPlaying(mix);
  const Icon = isPlaying ? Square : Play;
  const prepare = () => player.prepare(mix);
  return (
    <Button
      aria-pressed={isPlaying}
      aria-label={text.next.inTimeWith(title)}
      onClick={() => player.toggle(mix)}
      onPointerEnter={prepare}
      onFocus={prepare}
    >
      <Icon size={12} aria-hidden="true" />
      {text.next.inTime}
    </Button>
  );
}
