import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ExportSelect } from '../../components/export-select/export-select.tsx';
import { type PlaylistRules, rulePreviewQuery } from '../../lists/queries.ts';
import { text } from '../../text/en.ts';
import { formatBpm, shownText } from '../../text/format.ts';
import styles from './rules-view.module.css';

interface RulePreviewProps {
  rules: PlaylistRules;
  name: string;
  /** Returns the actions for the tracks. */
  children: (ids: string[]) => ReactNode;
}

/** Tracks that fit rules now: how many, the first of them, and ways to hand them on. */
export function RulePreview({ rules, name, children }: RulePreviewProps) {
  const { data, error } = useQuery({ ...rulePreviewQuery(rules), placeholderData: keepPreviousData });
  if (error) return <p role="alert">{error.message}</p>;
  if (!data) return <p>{text.shell.loading}</p>;
  const { ids, tracks } = data;
  return (
    <section aria-label={text.lists.preview} className={styles.preview}>
      <p role="status" className="number">
        {text.lists.fits(ids.length)} {data.absent > 0 && text.lists.absent(data.absent)}
      </p>
      {ids.length > 0 && (
        <div className={styles.tools}>
          {children(ids)}
          <ExportSelect tracks={{ ids, name: name || text.lists.rules }} />
        </div>
      )}
      <ol className={styles.tracks}>
        {tracks.map((track) => (
          <li key={track.id} className={styles.track}>
            <Link href={`/track/${track.id}`}>
              <bdi>{shownText(track.title)}</bdi>
            </Link>
            <bdi className={styles.muted}>{shownText(track.artist)}</bdi>
            <span className="number">{formatBpm(track.bpm)}</span>
            <span>{track.key}</span>
          </li>
        ))}
      </ol>
      {ids.length > tracks.length && <p className={styles.muted}>{text.lists.shownOf(tracks.length, ids.length)}</p>}
    </section>
  );
}
