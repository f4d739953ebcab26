import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { dropS } from '../../player/drop.ts';
import { usePlayerObject } from '../../player/use-player.tsx';
import { trackQuery } from '../../tracks/queries.ts';

/** Milliseconds that the cursor must rest; who runs through the table asks for nothing. */
const REST_MS = 120;

/** Loads the track under the cursor from its drop, so that Space plays it at once. */
export function usePrefetch(id: string | undefined): void {
  const queries = useQueryClient();
  const player = usePlayerObject();
  useEffect(() => {
    if (id === undefined) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const about = await queries.ensureQueryData(trackQuery(id)).catch(() => undefined);
      if (about && !gone) player.prepare(id, dropS(about));
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [queries, player, id]);
}
