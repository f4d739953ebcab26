import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { components } from '../../api/schema.d.ts';
import { Button } from '../../components/button/button.tsx';
import { Remedy } from '../../components/remedy/remedy.tsx';
import { jobsQuery, startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { libraryQuery } from '../../tracks/queries.ts';
import { beginning } from './beginning.ts';
import { CAREFUL } from './suggest-menu.tsx';
import styles from './tags-view.module.css';

/** Says what suggestions need that the library lacks, with the next step as a button. */
export function HowToBegin({ tags }: { tags: components['schemas']['OwnTags'] }) {
  const { data: library } = useQuery(libraryQuery);
  const { data: jobs = [] } = useQuery(jobsQuery);
  const { mutate: start, isPending } = useMutation(startJob);
  if (!library) return <p>{text.shell.loading}</p>;
  const { need, near } = beginning(library, tags);
  const last = jobs.find(({ kind }) => kind === 'suggest-tags');
  const fromSound = (
    <Button disabled={isPending} onClick={() => start({ kind: 'suggest-tags', from: 'sound', top: 3 })}>
      {text.tags.fromSound}
    </Button>
  );
  return (
    <div className={styles.begin}>
      <h2>{text.tags.begin[need]}</h2>
      <p>{text.tags.beginHow[need]}</p>
      {near.length > 0 && (
        <p className={styles.muted}>
          <bdi>{text.tags.nearly(near.map(({ tag, tracks }) => ({ tag: shownText(tag), tracks })))}</bdi>
        </p>
      )}
      {last?.state === 'failed' && last.error && (
        <div role="alert" className={styles.outcome}>
          <p>{shownText(last.error.detail)}</p>
          {last.error.remedies.map((remedy) => (
            <Remedy key={remedy.action} remedy={remedy} />
          ))}
        </div>
      )}
      {last?.state === 'done' && need === 'suggestions' && <p>{text.tags.nothingFound}</p>}
      <div className={styles.buttons}>
        {need === 'music' && <Link href="/health">{text.folders.title}</Link>}
        {need === 'vectors' && (
          <Button look="main" disabled={isPending} onClick={() => start({ kind: 'scan' })}>
            {text.health.rescan}
          </Button>
        )}
        {need === 'tags' && <Link href="/">{text.tags.tagInLibrary}</Link>}
        {need === 'suggestions' && (
          <Button look="main" disabled={isPending} onClick={() => start(CAREFUL)}>
            {text.tags.suggestNow}
          </Button>
        )}
        {(need === 'tags' || need === 'suggestions') && fromSound}
      </div>
    </div>
  );
}
