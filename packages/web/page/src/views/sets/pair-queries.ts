import { queryOptions, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client.ts';
import {
  changedPairs,
  type JointMix,
  type Move,
  mixesByPair,
  type Pair,
  pairKey,
  type SetOrder,
} from '../../lists/set-order.ts';
import type { SetDetails } from '../../lists/set-queries.ts';

type Weights = SetDetails['weights'];

/** The mix of two tracks that are not neighbours yet, rated as the set is. */
function pairQuery([from, to]: Pair, weights: Weights) {
  return queryOptions({
    queryKey: ['pair', from, to, weights] as const,
    // who drags a track to and fro asks once
    staleTime: Number.POSITIVE_INFINITY,
    enabled: from !== to,
    queryFn: async ({ signal }): Promise<JointMix> => {
      const own = Object.fromEntries(Object.entries(weights ?? {}).map(([part, weight]) => [`w_${part}`, weight]));
      return (await api.GET('/api/transitions', { params: { query: { ...own, from, to } }, signal })).data!;
    },
  });
}

/** Mixes that a move parts and makes; those that are still asked for are missing from `known`. */
export interface MoveCost {
  readonly parted: readonly Pair[];
  readonly made: readonly Pair[];
  readonly known: ReadonlyMap<string, JointMix>;
}

/** Rates the mixes that a move would make. */
export function useMoveCost(order: SetOrder, weights: Weights, move: Move | undefined): MoveCost {
  const { parted, made } = useMemo(
    () =>
      move
        ? changedPairs(
            order.tracks.map(({ id }) => id),
            move,
          )
        : { parted: [], made: [] },
    [order.tracks, move],
  );
  return useQueries({
    queries: made.map((pair) => pairQuery(pair, weights)),
    combine: (answers) => {
      const known = mixesByPair(order);
      for (const [i, { data }] of answers.entries()) if (data) known.set(pairKey(...made[i]!), data);
      return { parted, made, known };
    },
  });
}
