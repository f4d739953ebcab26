import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { Sheet } from '../../components/sheet/sheet.tsx';
import { useMedia } from '../../components/use-media.ts';
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
  const narrow = useMedia('(max-width: 900px)');
  const [open, setOpen] = useState(false);
  const change = useCallback(
    (after: CrateQuery) => {
      setTried(undefined);
      const written = writeCrateQuery(after);
      navigate(written ? `/crates?${written}` : '/crates', { replace: true });
    },
    [navigate],
  );
  useTitle(text.views.crates);

  const options = <CrateOptions query={query} onChange={change} onTry={setTried} />;
  const none = isEmpty(query);
  return (
    <div className={styles.view}>
      <h1 className="unseen">{text.views.crates}</h1>
      {!narrow && (
        <aside aria-label={text.crates.options} className={styles.side}>
          {options}
        </aside>
      )}
      <div className={styles.main}>
        {narrow && (
          <>
            <Button onClick={() => setOpen(true)}>
              <SlidersHorizontal size={14} aria-hidden="true" />
              {text.crates.options}
            </Button>
            <Sheet open={open} label={text.crates.options} onClose={() => setOpen(false)}>
              {options}
            </Sheet>
          </>
        )}
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
