import { useEffect, useRef } from 'react';
import { usePlayer, usePlayerObject } from './use-player.tsx';

/** Calls back for every picture while the track plays, and once for every other change. */
export function usePosition(show: (positionS: number) => void): void {
  const player = usePlayerObject();
  const { status, durationS } = usePlayer();
  const latest = useRef(show);
  latest.current = show;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new duration moves the position too
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      latest.current(player.positionS);
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [player, status, durationS]);
}
