import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { PlayButton } from '../../components/play-button/play-button.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { trackQuery } from '../../tracks/queries.ts';
import styles from './cursor-bar.module.css';
import { TempoAndKey } from './point-card.tsx';

/** The track under the cursor, in one line that a screen reader says. */
export function CursorBar({ id }: { id: string }) {
  const { data: track } = useQuery({ ...trackQuery(id), enabled: id !== '' });
  const title = shownText(track?.title ?? track?.name);
  return (
    <div className={styles.bar}>
      {track && <PlayButton track={{ ...track, title, bpm: track.bpm.value }} label={text.player.play} />}
      <p role="status" className={styles.about}>
        {track && id ? (
          <>
            <bdi className={styles.title}>{title}</bdi> <bdi className={styles.muted}>{shownText(track.artist)}</bdi>{' '}
            <TempoAndKey track={track} />
          </>
        ) : (
          <span className={styles.muted}>{text.map.nobody}</span>
        )}
      </p>
      {track && (
        <>
          <Link href={`/next?seed=${id}`}>{text.track.whatNext}</Link>
          <Link href={`/track/${id}`}>{text.map.open}</Link>
        </>
      )}
    </div>
  );
}
