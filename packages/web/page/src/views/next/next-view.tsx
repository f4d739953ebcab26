import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import { MixProvider } from '../../audio/use-mix.tsx';
import { SideOptions } from '../../components/side-options/side-options.tsx';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { MatchRow } from './match-row.tsx';
import { NextOptions } from './next-options.tsx';
import { nextTracksQuery } from './next-queries.ts';
import { type NextQuery, readNextQuery, writeNextQuery } from './next-query.ts';
import styles from './next-view.module.css';

/** Matches of one or several tracks. The address holds seeds, weights and filters. */
export function NextView() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const query = useMemo(() => readNextQuery(search), [search]);
  const { data, error, isPending, isPlaceholderData } = useQuery(nextTracksQuery(query));
  const change = useCallback(
    (after: NextQuery) => navigate(`/next?${writeNextQuery(after)}`, { replace: true }),
    [navigate],
  );
  useTitle(text.views.next);

  const none = query.seeds.length === 0;
  const removed = Object.entries(data?.removed ?? {}).filter(([, count]) => count > 0);
  return (
    <MixProvider>
      <div className={styles.view}>
        <h1 className="unseen">{text.views.next}</h1>
        <SideOptions label={text.next.options}>
          <NextOptions query={query} onChange={change} />
        </SideOptions>
        <div className={styles.main}>
          {none && <p className={styles.hint}>{text.next.noSeeds}</p>}
          {error && <p role="alert">{error.message}</p>}
          {!none && isPending && !error && <p className={styles.hint}>{text.shell.loading}</p>}
          {!none && data && (
            <>
              <p role="status" className={styles.muted}>
                {text.next.found(data.items.length, data.total)}
                {removed.length > 0 && data.items.length === 0 && ` ${text.next.removed(removed)}`}
              </p>
              <ol className={styles.matches} aria-label={text.next.matches} aria-busy={isPlaceholderData}>
                {data.items.map((match) => (
                  <MatchRow
                    key={match.id}
                    match={match}
                    onSeed={(id) => change({ ...query, seeds: [...query.seeds, id] })}
                    onUnlike={(id) => change({ ...query, unlike: [...query.unlike, id] })}
                  />
                ))}
              </ol>
            </>
          )}
        </div>
      </div>
    </MixProvider>
  );
}
