import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { AddFolders } from '../../components/folder-picker/add-folders.tsx';
import { Remedy } from '../../components/remedy/remedy.tsx';
import { JobRow } from '../../jobs/job-row.tsx';
import { jobsQuery, startJob } from '../../jobs/queries.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';
import { libraryQuery } from '../../tracks/queries.ts';
import { Failures } from './failures.tsx';
import styles from './health-view.module.css';
import { LibraryCheck, LibraryRepair } from './library-care.tsx';
import { LostTracks } from './lost-tracks.tsx';
import { WatchedFolders } from './watched-folders.tsx';

const COUNTS = ['tracks', 'withBpm', 'withKey', 'analyzed', 'uncertainBpm', 'missing', 'staged'] as const;

/** Music folders, jobs, failed tracks by kind, and the library's check and repair. */
export function HealthView() {
  useTitle(text.views.health);
  return (
    <div className={styles.view}>
      <h1>{text.health.title}</h1>
      <Music />
      <Jobs />
      <Failures />
      <LibraryCheck />
      <LibraryRepair />
      <LostTracks />
    </div>
  );
}

function Music() {
  const [choosing, setChoosing] = useState(false);
  const { data: library } = useQuery(libraryQuery);
  const { mutate: start, isPending } = useMutation(startJob);
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{text.health.folders}</h2>
        <Button look="main" onClick={() => setChoosing(true)}>
          {text.health.addFolders}
        </Button>
        <Button disabled={isPending || !library?.tracks} onClick={() => start({ kind: 'scan' })}>
          {text.health.rescan}
        </Button>
      </div>
      <dl className={styles.counts}>
        {COUNTS.map((name) => (
          <div key={name} className={styles.count}>
            <dd className="number">{library ? formatCount(library[name]) : '–'}</dd>
            <dt>{text.health.countNames[name]}</dt>
          </div>
        ))}
        <div className={styles.count}>
          <dd className="number">{library ? formatCount(library.hours) : '–'}</dd>
          <dt>{text.health.countNames.hours}</dt>
        </div>
      </dl>
      <WatchedFolders />
      {library?.indexProblem && (
        <div role="alert" className={styles.problem}>
          <p>{library.indexProblem.message}</p>
          {library.indexProblem.remedies.map((remedy) => (
            <Remedy key={remedy.action} remedy={remedy} />
          ))}
        </div>
      )}
      <AddFolders open={choosing} onClose={() => setChoosing(false)} />
    </section>
  );
}

function Jobs() {
  const { data: jobs = [] } = useQuery(jobsQuery);
  return (
    <section className={styles.section}>
      <h2>{text.jobs.title}</h2>
      {jobs.length === 0 && <p className={styles.muted}>{text.jobs.none}</p>}
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </section>
  );
}
