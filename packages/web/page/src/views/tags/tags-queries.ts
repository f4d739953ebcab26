import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { TagProblem } from '../../api/types.ts';
import { refreshTags } from '../../tracks/tag-queries.ts';
import type { SuggestionOrder, TeachRule } from './tags-query.ts';

/** Examples of a suggestion that the page shows. */
const EXAMPLES = 3;
/** Tracks to tag next that the page shows. */
const NEXT = 20;
/** Milliseconds for which examples are not asked for again. */
const EXAMPLES_STALE_MS = 300_000;

/** Suggestions in an order, from a place on. */
export function suggestionsQuery(
  order: SuggestionOrder,
  tag: string,
  { offset, limit }: { offset: number; limit: number },
) {
  return queryOptions({
    queryKey: ['tags', 'suggestions', order, tag, offset, limit] as const,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const query = { order, offset, limit, tag: tag || undefined };
      return (await api.GET('/api/tag-suggestions', { params: { query }, signal })).data!;
    },
  });
}

/** Tracks that show what a suggested tag stands for, the nearest first. */
export function examplesQuery(track: string, tag: string) {
  return queryOptions({
    queryKey: ['tag-examples', track, tag] as const,
    staleTime: EXAMPLES_STALE_MS,
    queryFn: async ({ signal }) => {
      const query = { track, tag, limit: EXAMPLES };
      return (await api.GET('/api/tag-suggestions/examples', { params: { query }, signal })).data!;
    },
  });
}

/** Tracks without tags whose tags would teach most. */
export function teachQuery(strategy: TeachRule) {
  return queryOptions({
    queryKey: ['tag-next', strategy] as const,
    // a track stays in the list until somebody asks for others
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (await api.GET('/api/uncertain-tracks', { params: { query: { strategy, limit: NEXT } }, signal })).data!.tracks,
  });
}

/** Contradictions among tags and suggestions. */
export const problemsQuery = queryOptions({
  queryKey: ['tag-problems'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/tag-problems', { signal })).data!,
});

/** Solves contradictions: drops suggestions, and gives each tag one spelling, the first of its list. */
export const solveProblems = mutationOptions({
  mutationFn: async (problems: readonly TagProblem[]) => {
    const items = problems.flatMap(({ track, tags }) => (track ? tags.map((tag) => ({ id: track.id, tag })) : []));
    if (items.length > 0) await api.POST('/api/tag-suggestions/drop', { body: { items } });
    const spellings = problems.filter(({ kind }) => kind === 'spellings');
    for (const { tags } of spellings) {
      await api.POST('/api/tags/rename', { body: { tag: tags[0]!, to: tags[0]! } });
    }
  },
  onSettled: () => {
    refreshTags();
    void queryClient.invalidateQueries({ queryKey: problemsQuery.queryKey });
  },
});

/** A change of a tag on all tracks, or of all suggestions. */
export type LibraryTagChange =
  | { readonly action: 'rename'; readonly tag: string; readonly to: string }
  | { readonly action: 'remove'; readonly tag: string }
  | { readonly action: 'accept-all' | 'reject-all'; readonly tag: string }
  | { readonly action: 'clear' };

/** Score that every suggestion has at least. */
const ANY_SCORE = -1e9;

/** Renames or removes a tag on all tracks, or judges all suggestions of a tag. */
export const changeLibraryTag = mutationOptions({
  mutationFn: async (change: LibraryTagChange) => {
    if (change.action === 'clear') return (await api.POST('/api/tag-suggestions/clear')).data!;
    const { tag } = change;
    if (change.action === 'rename') return (await api.POST('/api/tags/rename', { body: { tag, to: change.to } })).data!;
    if (change.action === 'remove') return (await api.POST('/api/tags/remove', { body: { tag } })).data!;
    const body = { allFrom: ANY_SCORE, tag };
    if (change.action === 'accept-all') return (await api.POST('/api/tag-suggestions/accept', { body })).data!;
    return (await api.POST('/api/tag-suggestions/reject', { body })).data!;
  },
  onSettled: refreshTags,
});

/** Counts of tags in the files of the Python rbassist that the library lacks. */
export const pythonTagsQuery = queryOptions({
  queryKey: ['tags', 'python'] as const,
  queryFn: async ({ signal }) => (await api.POST('/api/tags/migrate', { body: { dryRun: true }, signal })).data!,
});

/** Copies tags from the files of the Python rbassist. */
export const copyPythonTags = mutationOptions({
  mutationFn: async () => (await api.POST('/api/tags/migrate', { body: {} })).data!,
  onSettled: refreshTags,
});
