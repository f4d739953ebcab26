import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useLocation } from 'wouter';
import { IconButton } from '../../components/button/button.tsx';
import { text } from '../../text/en.ts';
import { type TagsQuery, tagsAddress } from './tags-query.ts';
import styles from './tags-view.module.css';
import { PAGE_ROWS } from './use-suggestions.ts';

/** Part of a long list of suggestions that is shown, and the ways to the parts before and after it. */
export function SuggestionPages({ query, total }: { query: TagsQuery; total: number }) {
  const [, navigate] = useLocation();
  const { page } = query;
  const goTo = (to: number) => navigate(tagsAddress({ ...query, page: to }));
  const first = page * PAGE_ROWS;
  return (
    <nav aria-label={text.tags.pages} className={`${styles.pages} number`}>
      <IconButton label={text.tags.pageBefore} disabled={page === 0} onClick={() => goTo(page - 1)}>
        <ChevronLeft size={14} aria-hidden="true" />
      </IconButton>
      {text.tags.pageOf(first + 1, Math.min(first + PAGE_ROWS, total))}
      <IconButton label={text.tags.pageAfter} disabled={page >= lastPage(total)} onClick={() => goTo(page + 1)}>
        <ChevronRight size={14} aria-hidden="true" />
      </IconButton>
    </nav>
  );
}

/** Returns the last page of a list, from 0. */
export function lastPage(total: number): number {
  return Math.max(0, Math.ceil(total / PAGE_ROWS) - 1);
}
