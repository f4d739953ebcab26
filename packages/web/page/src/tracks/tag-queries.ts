import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { SuggestedTag, TagsOfTracks } from '../api/types.ts';

/** Tags that the library knows, with their counts. */
export const tagsQuery = queryOptions({
  queryKey: ['tags', 'all'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/tags', { signal })).data!,
});

/** Tags of chosen tracks, with the number of these tracks that have each. */
export function tagsOfQuery(ids: readonly string[]) {
  return queryOptions({
    queryKey: ['tags', 'of', ids] as const,
    queryFn: async ({ signal }) =>
      (await api.POST('/api/tracks/tags/count', { body: { ids: [...ids] }, signal })).data!,
  });
}

/** Suggestions of a track, and those that a person rejected. */
export function trackTagsQuery(id: string) {
  return queryOptions({
    queryKey: ['tags', 'track', id] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/tracks/{id}/tags', { params: { path: { id } }, signal })).data!,
  });
}

/** Key that is the same for all spellings of a tag. */
export function tagKey(tag: string): string {
  return tag.trim().normalize('NFC').toLowerCase();
}

/** Tags to add to tracks, and to remove from them. */
export interface TagEdit {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** Returns the counts that an edit leads to, to show them before the server answers. */
export function withTagEdit(before: TagsOfTracks, { add = [], remove = [] }: TagEdit): TagsOfTracks {
  const gone = new Set([...add, ...remove].map(tagKey));
  const kept = before.tags.filter(({ tag }) => !gone.has(tagKey(tag)));
  return { ...before, tags: [...kept, ...add.map((tag) => ({ tag, tracks: before.tracks, mine: true }))] };
}

/** Changes own tags of tracks. The page shows them at once, and the earlier ones again if the server refuses. */
export function changeTags(ids: readonly string[]) {
  const { queryKey } = tagsOfQuery(ids);
  return mutationOptions({
    mutationKey: ['change-tags', ids],
    mutationFn: async ({ add = [], remove = [] }: TagEdit) => {
      const body = { ids: [...ids], add: [...add], remove: [...remove] };
      return (await api.POST('/api/tracks/tags', { body })).data!;
    },
    onMutate: async (edit) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, withTagEdit(before, edit));
      return before;
    },
    onError: (_error, _edit, before) => queryClient.setQueryData(queryKey, before),
    onSettled: refreshTags,
  });
}

/** Asks again for all that shows tags. */
export function refreshTags(): void {
  for (const key of ['tags', 'track', 'tracks', 'facets']) void queryClient.invalidateQueries({ queryKey: [key] });
}

/** One tag that is suggested for one track. */
export interface SuggestionName {
  readonly id: string;
  readonly tag: string;
}

/** Suggestions, and whether a person wants them. */
export interface Judgement {
  readonly verdict: 'accept' | 'reject' | 'drop';
  readonly items: readonly SuggestionName[];
}

/** Name of the judgements among the changes that wait for the server. */
export const JUDGE = 'judge-tags';

/** Key of a suggestion. */
export function suggestionKey({ id, tag }: SuggestionName): string {
  return `${id} ${tagKey(tag)}`;
}

/** A page of suggestions. */
export interface SuggestionPage {
  readonly total: number;
  readonly rows: readonly SuggestedTag[];
}

/** Returns a list of suggestions without those that were judged. */
export function withoutJudged<Page extends SuggestionPage>(page: Page, judged: ReadonlySet<string>): Page {
  const rows = page.rows.filter(({ track: { id }, tag }) => !judged.has(suggestionKey({ id, tag })));
  return { ...page, rows, total: page.total - (page.rows.length - rows.length) };
}

/** Accepts, rejects or drops suggestions, one request after the other, in the order of the keys that were pressed. */
export const judgeTags = mutationOptions({
  mutationKey: [JUDGE],
  scope: { id: JUDGE },
  mutationFn: async ({ verdict, items }: Judgement) => {
    const body = { items: [...items] };
    if (verdict === 'accept') return (await api.POST('/api/tag-suggestions/accept', { body })).data!;
    if (verdict === 'reject') return (await api.POST('/api/tag-suggestions/reject', { body })).data!;
    return (await api.POST('/api/tag-suggestions/drop', { body })).data!;
  },
  onSuccess: async (_changes, { items }) => {
    const queryKey = ['tags', 'suggestions'];
    // an answer on its way may be older than this change
    await queryClient.cancelQueries({ queryKey });
    const judged = new Set(items.map(suggestionKey));
    queryClient.setQueriesData<SuggestionPage>({ queryKey }, (page) => page && withoutJudged(page, judged));
  },
  onSettled: () => {
    if (queryClient.isMutating({ mutationKey: [JUDGE] }) === 1) refreshTags();
  },
});
