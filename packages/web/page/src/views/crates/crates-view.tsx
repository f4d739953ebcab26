import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { SideOptions } from '../../components/side-options/side-options.tsx';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { CrateOptions } from './crate-options.tsx';
import { crateQuery } from './crate-queries.ts';
import { type CrateQuery, isEmpty, readCrateQuery, writeCrateQuery } from './crate-query.ts';
import { CrateResults } from './crate-results.tsx';
import styles from './crates-view.module.css';
import { StartCrate } from './start-crate.tsx';
import { useSettled } from './use-settled.ts';

/** Milliseconds that a slider rests before the server is asked; a crate takes about as long. */
const REST_MS = 60;

/** Crates that grow in their own spirit. The address holds what they start from, the weights and the choices. */
export function CratesView() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const query = useMemo(() => readCrateQuery(search), [search]);
  const [tried, setTried] = useState<CrateQuery>();
  const asked = useSettled(tried ?? query, REST_MS);
  const { data, error, isPending, isPlaceholderData } = useQuery(crateQuery(asked));
  const change = useCallback(
    (after: CrateQuery) => {
      setTried(undefined);
      const written = writeCrateQuery(after);
      navigate(written ? `/crates?${written}` : '/crates', { replace: true });
    },
    [navigate],
  );
  useTitle(text.views.crates);

  const none = isEmpty(query);
  return (
    <div className={styles.view}>
      <h1 className="unseen">{text.views.crates}</h1>
      <SideOptions label={text.crates.options}>
        <CrateOptions query={query} onChange={change} onTry={setTried} />
      </SideOptions>
      <div className={styles.main}>
        {none && <StartCrate onStart={(start) => change({ ...query, ...start })} />}
        {error && !none && <p role="alert">{error.message}</p>}
        {!none && isPending && !error && <p className={styles.muted}>{text.shell.loading}</p>}
        {!none && data && !error && (
          <CrateResults crate={data} query={query} busy={isPlaceholderData} onChange={change} />
        )}
      </div>
    </div>
  );
}
