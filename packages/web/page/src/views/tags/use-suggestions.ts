import { useMutationState, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SuggestedTag } from '../../api/types.ts';
import { JUDGE, type Judgement, suggestionKey, withoutJudged } from '../../tracks/tag-queries.ts';
import { suggestionsQuery } from './tags-queries.ts';
import type { TagsQuery } from './tags-query.ts';

/** Rows of the first request, and of each further one. */
const STEP = 200;
/** Most rows of one page. */
export const PAGE_ROWS = 1000;
/** Rows before the end at which more are asked for. */
const AHEAD = 60;

/** Suggestions to judge. */
export interface Suggestions {
  readonly rows: readonly SuggestedTag[];
  /** Place of the first row among all suggestions, from 0. */
  readonly first: number;
  /** Number of suggestions, also of those that are not here yet. */
  readonly total: number;
  readonly pending: boolean;
  readonly error: Error | null;
  /** Fetches more if the row that is seen last is near the end. */
  look(last: number): void;
}

/** A page of the list of suggestions, without those that a person has just judged. */
export function useSuggestions({ order, tag, page }: TagsQuery): Suggestions {
  const [limit, setLimit] = useState(STEP);
  const { data, isPending, error } = useQuery(suggestionsQuery(order, tag, { offset: page * PAGE_ROWS, limit }));
  const waiting = useMutationState({
    filters: { mutationKey: [JUDGE], status: 'pending' },
    select: ({ state }) => state.variables as Judgement,
  });
  const judged = new Set(waiting.flatMap(({ items }) => items.map(suggestionKey)));
  const { rows, total } = withoutJudged(data ?? { rows: [], total: 0 }, judged);
  return {
    rows,
    first: page * PAGE_ROWS,
    total,
    pending: isPending,
    error,
    look: (last) => {
      if (last > rows.length - AHEAD && page * PAGE_ROWS + rows.length < total && limit < PAGE_ROWS)
        setLimit(limit + STEP);
    },
  };
}
