import type { paths } from '../../api/schema.d.ts';

type ListParams = NonNullable<paths['/api/tag-suggestions']['get']['parameters']['query']>;
type NextParams = NonNullable<paths['/api/uncertain-tracks']['get']['parameters']['query']>;

/** Order of suggestions. */
export type SuggestionOrder = NonNullable<ListParams['order']>;
/** Rule by which a track would teach much. */
export type TeachRule = NonNullable<NextParams['strategy']>;

/** Orders in which the page shows them. */
export const ORDERS: readonly SuggestionOrder[] = ['uncertain', 'sure', 'tag', 'track'];
/** Rules in the order in which the page shows them. */
export const TEACH_RULES: readonly TeachRule[] = ['margin', 'entropy', 'least_confidence'];
/** Lists of the view. */
export const LISTS = ['suggestions', 'next', 'problems'] as const;

/** The server takes no later place in a list. */
const MOST_PAGES = 10_000;

/** Contents of the address of the view. */
export interface TagsQuery {
  readonly list: (typeof LISTS)[number];
  /** Tag whose suggestions are listed; nothing for those of all tags. */
  readonly tag: string;
  readonly order: SuggestionOrder;
  readonly teach: TeachRule;
  /** Part of the suggestions, from 0. */
  readonly page: number;
}

/** Reads the part of an address after the question mark. */
export function readTagsQuery(search: string): TagsQuery {
  const params = new URLSearchParams(search);
  const oneOf = <Name extends string>(name: string, names: readonly Name[]) =>
    names.find((each) => each === params.get(name)) ?? names[0]!;
  return {
    list: oneOf('list', LISTS),
    tag: params.get('tag') ?? '',
    order: oneOf('order', ORDERS),
    teach: oneOf('teach', TEACH_RULES),
    page: Math.min(MOST_PAGES, Math.max(1, Math.trunc(Number(params.get('page'))) || 1)) - 1,
  };
}

/** Returns the address of a query. */
export function tagsAddress({ list, tag, order, teach, page }: TagsQuery): string {
  const params = new URLSearchParams();
  if (list !== LISTS[0]) params.set('list', list);
  if (tag) params.set('tag', tag);
  if (order !== ORDERS[0]) params.set('order', order);
  if (teach !== TEACH_RULES[0]) params.set('teach', teach);
  if (page > 0) params.set('page', String(page + 1));
  const written = params.toString();
  return written ? `/tags?${written}` : '/tags';
}
