import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { tagsQuery } from '../../tracks/tag-queries.ts';
import { HowToBegin } from './how-to-begin.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { lastPage, SuggestionPages } from './suggestion-pages.tsx';
import { TagTools } from './tag-tools.tsx';
import { ORDERS, type SuggestionOrder, type TagsQuery, tagsAddress } from './tags-query.ts';
import styles from './tags-view.module.css';
import { PAGE_ROWS, useSuggestions } from './use-suggestions.ts';

/** Suggestions of one tag or all: their order, what can be done with all of them, and the list. */
export function SuggestionsPane({ query }: { query: TagsQuery }) {
  const [, navigate] = useLocation();
  const { data: tags } = useQuery(tagsQuery);
  const suggestions = useSuggestions(query);
  const { rows, total, pending, error } = suggestions;
  const setOrder = (order: SuggestionOrder) => navigate(tagsAddress({ ...query, page: 0, order }), { replace: true });
  const isPastEnd = !pending && rows.length === 0 && total > 0;
  // judging a whole page, or an old address, leads behind the last one
  useEffect(() => {
    if (isPastEnd) navigate(tagsAddress({ ...query, page: lastPage(total) }), { replace: true });
  }, [isPastEnd, total, query, navigate]);
  return (
    <>
      <div className={styles.tools}>
        <label className={styles.label}>
          {text.tags.order}
          <select value={query.order} onChange={(event) => setOrder(event.target.value as SuggestionOrder)}>
            {ORDERS.map((order) => (
              <option key={order} value={order}>
                {text.tags.orders[order]}
              </option>
            ))}
          </select>
        </label>
        <p role="status" className={`${styles.muted} number`}>
          {pending ? text.shell.loading : text.tags.suggestions(total)}
          {query.tag && !pending && <bdi> {text.tags.of(shownText(query.tag))}</bdi>}
        </p>
        {total > PAGE_ROWS && <SuggestionPages query={query} total={total} />}
        <span className={styles.gap} />
        {query.tag && <TagTools tag={query.tag} suggested={total} />}
      </div>
      {error && (
        <p role="alert" className={styles.pad}>
          {error.message}
        </p>
      )}
      {rows.length > 0 && <SuggestionList suggestions={suggestions} />}
      {!pending && !error && total === 0 && tags && (
        <div className={styles.pad}>
          {query.tag && tags.suggestions > 0 ? <p>{text.tags.noneLeft}</p> : <HowToBegin tags={tags} />}
        </div>
      )}
    </>
  );
}
