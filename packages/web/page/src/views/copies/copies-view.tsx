import { useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useId, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { pagesBetween } from '../../components/pages-between.ts';
import { ResultAge } from '../../components/result-age/result-age.tsx';
import { SideOptions } from '../../components/side-options/side-options.tsx';
import { JobRow } from '../../jobs/job-row.tsx';
import { isOpen, jobsQuery, useHasResult } from '../../jobs/queries.ts';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { formatBytes } from '../../text/format.ts';
import { libraryQuery } from '../../tracks/queries.ts';
import { totalsOf } from './choices.ts';
import {
  type FoundCopies,
  groupsQuery,
  lastJob,
  markApart,
  PAGE_GROUPS,
  type StageRequest,
  stageCopies,
} from './copies-queries.ts';
import { type CopiesQuery, readCopiesQuery, SHOWN, writeCopiesQuery } from './copies-query.ts';
import styles from './copies-view.module.css';
import { GroupList } from './group-list.tsx';
import { MarksSheet } from './marks-sheet.tsx';
import { SearchControls } from './search-controls.tsx';
import { StageDialog, type StagePlan } from './stage-dialog.tsx';
import { StagedBar } from './staged-bar.tsx';
import { FailedFiles } from './staged-files.tsx';
import { useChoices } from './use-choices.ts';

/** Recordings that the library has more than once: search, compare, move away, bring back. */
export function CopiesView() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const query = useMemo(() => readCopiesQuery(search), [search]);
  const change = useCallback(
    (after: CopiesQuery) => {
      const address = writeCopiesQuery(after);
      navigate(address ? `/copies?${address}` : '/copies', { replace: true });
    },
    [navigate],
  );
  const { data: jobs = [] } = useQuery(jobsQuery);
  const job = lastJob(jobs, 'duplicates');
  const { data: found } = useQuery({ ...groupsQuery(query.show, 0), enabled: useHasResult('duplicates') });
  useTitle(text.views.copies);
  return (
    <div className={styles.view}>
      <SideOptions label={text.copies.options}>
        <SearchControls
          query={query}
          busy={job !== undefined && isOpen(job)}
          again={found !== undefined}
          onChange={change}
        />
      </SideOptions>
      <div className={styles.main}>
        <div className={styles.top}>
          <h1 className="unseen">{text.views.copies}</h1>
          <StagedBar />
          {job && !isOpen(job) && job.state !== 'done' && <JobRow job={job} />}
          {!found && <Beginning />}
        </div>
        {found && <Found key={found.job} found={found} query={query} onChange={change} />}
      </div>
    </div>
  );
}

/** Purpose of the view, before the first search. */
function Beginning() {
  const { data: library } = useQuery(libraryQuery);
  return (
    <div className={styles.beginning}>
      <h2>{text.copies.begin}</h2>
      <p>{text.copies.about}</p>
      {library?.tracks === 0 && (
        <p>
          {text.copies.noTracks} <Link href="/health">{text.copies.addMusic}</Link>
        </p>
      )}
    </div>
  );
}

interface FoundProps {
  found: FoundCopies;
  query: CopiesQuery;
  onChange: (query: CopiesQuery) => void;
}

function Found({ found, query, onChange }: FoundProps) {
  const [choices, choose] = useChoices(found.job);
  const [view, setView] = useState({ first: 0, last: 0 });
  const [plan, setPlan] = useState<StagePlan>();
  const [marked, setMarked] = useState<string[]>();
  const { mutate: stage, isPending } = useMutation(stageCopies);
  const { mutate: mark } = useMutation(markApart);
  const showId = useId();
  const pages = pagesBetween(view.first, view.last, PAGE_GROUPS);
  const answers = useQueries({ queries: pages.map((page) => groupsQuery(query.show, page)) });
  const groupAt = (index: number) => {
    const answer = answers[pages.indexOf(Math.floor(index / PAGE_GROUPS))];
    return answer?.data?.groups[index % PAGE_GROUPS];
  };
  const look = useCallback(
    (first: number, last: number) =>
      setView((now) => (now.first === first && now.last === last ? now : { first, last })),
    [],
  );
  const markFiles = useCallback((files: string[]) => mark({ files }, { onSuccess: () => setMarked(files) }), [mark]);
  const { copies, bytes } = totalsOf(found, choices);
  const trustsTags = found.mode === 'metadata' && query.trustTags;
  const request: StageRequest = {
    move: !query.copy,
    ...(trustsTags && { trustTags: true }),
    changed: Object.values(choices).map(({ keep, copies: going }) => ({ keep, copies: [...going] })),
  };
  const lookAhead = () => stage({ ...request, dryRun: true }, { onSuccess: ({ id }) => setPlan({ job: id, request }) });
  const none = found.groupsOf.all === 0;
  return (
    <>
      <div className={styles.bar}>
        <p role="status">
          <strong className="number">
            {none
              ? text.copies.none(found.compared)
              : text.copies.found(found.groupsOf.all, copies, formatBytes(bytes))}
          </strong>{' '}
          <span className={styles.muted}>
            {text.copies.modes[found.mode][0]}. <ResultAge endedAt={found.endedAt} />
          </span>
        </p>
        {!none && (
          <>
            <label htmlFor={showId} className="unseen">
              {text.copies.show}
            </label>
            <select
              id={showId}
              value={query.show}
              onChange={(event) => onChange({ ...query, show: event.target.value as CopiesQuery['show'] })}
            >
              {SHOWN.map((show) => (
                <option key={show} value={show}>
                  {text.copies.shown[show](found.groupsOf[show])}
                </option>
              ))}
            </select>
            <select
              aria-label={text.copies.how}
              value={query.copy ? 'copy' : 'move'}
              onChange={(event) => onChange({ ...query, copy: event.target.value === 'copy' })}
            >
              <option value="move">{text.copies.move}</option>
              <option value="copy">{text.copies.copy}</option>
            </select>
            {found.mode === 'metadata' && (
              <label className={styles.line}>
                <input
                  type="checkbox"
                  checked={query.trustTags}
                  onChange={(event) => onChange({ ...query, trustTags: event.target.checked })}
                />
                {text.copies.trustTags}
              </label>
            )}
            <Button look="main" disabled={isPending || copies === 0} onClick={lookAhead}>
              {text.copies.lookAt}
            </Button>
          </>
        )}
        <MarksSheet />
        <FailedFiles count={found.problemCount} files={found.problems} words={text.copies.notCompared} />
        {marked && (
          <p role="status" className={styles.line}>
            {text.copies.markedNow}
            <Button onClick={() => mark({ files: marked, undo: true }, { onSuccess: () => setMarked(undefined) })}>
              {text.history.undo}
            </Button>
          </p>
        )}
        {found.total === 0 && !none && <p className={styles.muted}>{text.copies.noneShown}</p>}
        {found.total > 0 && <p className={styles.keys}>{text.copies.keys}</p>}
      </div>
      {found.total > 0 && (
        <GroupList
          key={query.show}
          {...{ found, groupAt, choices }}
          moves={!query.copy}
          onVisible={look}
          onChoose={choose}
          onMark={markFiles}
        />
      )}
      <StageDialog plan={plan} onClose={() => setPlan(undefined)} />
    </>
  );
}
