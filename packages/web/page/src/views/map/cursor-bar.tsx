import { useQuery } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { Link } from 'wouter';
import { IconButton } from '../../components/button/button.tsx';
import { usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { trackQuery } from '../../tracks/queries.ts';
import styles from './cursor-bar.module.css';
import { TempoAndKey } from './point-card.tsx';

/** The track under the cursor, in one line that a screen reader says. */
export function CursorBar({ id }: { id: string }) {
  const { data: track } = useQuery({ ...trackQuery(id), enabled: id !== '' });
  const player = usePlayer();
  const sounds = player.track?.id === id && (player.status === 'playing' || player.status === 'loading');
  const title = shownText(track?.title ?? track?.name);
  return (
    <div className={styles.bar}>
      {track && (
        <IconButton
          label={sounds ? text.player.pause : text.player.play}
          onClick={() => player.playOrPause({ ...track, title: track.title ?? track.name, bpm: track.bpm.value })}
        >
          {sounds ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
        </IconButton>
      )}
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
