import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { MixProvider } from '../../audio/use-mix.tsx';
import { useMedia } from '../../components/use-media.ts';
import { PLAN_MODES } from '../../lists/plan-modes.ts';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { PlanForm } from './plan-form.tsx';
import { foundQuery } from './plan-queries.ts';
import { keptPlan, type PlanQuery, readPlanQuery, writePlanQuery } from './plan-query.ts';
import { PlanResult } from './plan-result.tsx';
import styles from './plan-view.module.css';

/** Begins a set from nothing: a plan, a path between two tracks, or tracks near several. */
export function PlanView() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const query = useMemo(() => readPlanQuery(search), [search]);
  const { data, error, isFetching } = useQuery(foundQuery(query));
  const change = useCallback(
    (after: PlanQuery) => navigate(`/plan?${writePlanQuery(after)}`, { replace: true }),
    [navigate],
  );
  const narrow = useMedia('(max-width: 900px)');
  const { mode } = query;
  useTitle(text.plan.modes[mode]);
  const modeAddress = (each: PlanQuery['mode']) => `/plan?${writePlanQuery({ ...query, mode: each, asked: false })}`;
  const form = <PlanForm query={query} onChange={change} busy={isFetching} />;
  return (
    <MixProvider>
      <div className={styles.view}>
        <header className={styles.head}>
          <h1>{text.plan.modes[mode]}</h1>
          <nav className={styles.modes} aria-label={text.plan.ways}>
            {PLAN_MODES.map((each) => (
              <Link key={each} href={modeAddress(each)} aria-current={each === mode ? 'page' : undefined}>
                {text.plan.modes[each]}
              </Link>
            ))}
          </nav>
          <p className={styles.muted}>{text.plan.about[mode]}</p>
        </header>
        <aside className={styles.side} aria-label={text.plan.options}>
          {narrow ? (
            <details open={!query.asked}>
              <summary>{text.plan.options}</summary>
              {form}
            </details>
          ) : (
            form
          )}
        </aside>
        <div className={styles.main}>
          {error && <p role="alert">{error.message}</p>}
          {query.asked && data && !error && <PlanResult found={data} plan={keptPlan(query)} busy={isFetching} />}
        </div>
      </div>
    </MixProvider>
  );
}
