import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Track } from '../../api/types.ts';
import { KeyName } from '../../components/key-name/key-name.tsx';
import { formatBpm, shownText } from '../../text/format.ts';
import { trackQuery } from '../../tracks/queries.ts';
import styles from './point-card.module.css';

const REST_MS = 50;

/** Title, artist, BPM and key of the point under the pointer. */
export function PointCard({ id }: { id: string }) {
  const rests = useRests(id);
  const { data: track } = useQuery({ ...trackQuery(id), enabled: rests });
  return track ? (
    <div className={styles.card}>
      <bdi className={styles.title}>{shownText(track.title ?? track.name)}</bdi>
      <bdi>{shownText(track.artist)}</bdi>
      <TempoAndKey track={track} />
    </div>
  ) : null;
}

/** Returns true once the pointer rests on a point. On its way it crosses hundreds. */
function useRests(id: string): boolean {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(setRested, REST_MS, id);
    return () => clearTimeout(timer);
  }, [id]);
  return rested === id;
}

/** BPM and key of a track in one line. */
export function TempoAndKey({ track: { bpm, key } }: { track: Track }) {
  return (
    <span className="number">
      {formatBpm(bpm.value)}
      {bpm.uncertain && '?'} <KeyName name={key.value} uncertain={key.uncertain} />
    </span>
  );
}
