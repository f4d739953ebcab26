import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { dropS } from '../../player/drop.ts';
import { usePlayerObject } from '../../player/use-player.tsx';
import { trackQuery } from '../../tracks/queries.ts';

/** Milliseconds that the pointer rests on a point before its track plays. */
const REST_MS = 300;

/** Plays the track under the pointer from its drop, until the pointer leaves it. */
export function useHoverPlay(id: string | undefined, isOn: boolean): void {
  const player = usePlayerObject();
  const queries = useQueryClient();
  useEffect(() => {
    if (!isOn || id === undefined) return;
    let left = false;
    let started = false;
    const timer = setTimeout(async () => {
      const track = await queries.ensureQueryData(trackQuery(id)).catch(() => undefined);
      const { track: current, status } = player.state();
      if (left || !track || (current?.id === id && status === 'playing')) return;
      const { name, title, artist, bpm } = track;
      player.play({ id, title: title ?? name, artist, bpm: bpm.value }, dropS(track));
      started = true;
    }, REST_MS);
    return () => {
      left = true;
      clearTimeout(timer);
      if (started && player.state().track?.id === id) player.pause();
    };
  }, [id, isOn, player, queries]);
}
