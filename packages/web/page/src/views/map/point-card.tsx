import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import type { Track } from '../../api/types.ts';
import { keyHue } from '../../components/key-wheel/wheel-geometry.ts';
import { formatBpm, shownText } from '../../text/format.ts';
import { trackQuery } from '../../tracks/queries.ts';
import styles from './point-card.module.css';

/** Title, artist, BPM and key of the point under the pointer. */
export function PointCard({ id }: { id: string }) {
  const { data: track } = useQuery(trackQuery(id));
  return track ? (
    <div className={styles.card}>
      <bdi className={styles.title}>{shownText(track.title ?? track.name)}</bdi>
      <bdi>{shownText(track.artist)}</bdi>
      <TempoAndKey track={track} />
    </div>
  ) : null;
}

/** BPM and key of a track in one line. */
export function TempoAndKey({ track: { bpm, key } }: { track: Track }) {
  return (
    <span className="number">
      {formatBpm(bpm.value)}
      {bpm.uncertain && '?'}{' '}
      {key.value && (
        <span className="key" style={{ '--hue': keyHue(key.value) } as CSSProperties}>
          {key.value}
          {key.uncertain && '?'}
        </span>
      )}
    </span>
  );
}
