import { Link } from 'wouter';
import { shownText } from '../../text/format.ts';
import styles from './track-name.module.css';

interface TrackNameProps {
  track: { readonly id: string; readonly title?: string | null; readonly artist?: string | null };
  className?: string;
  tabIndex?: number;
}

/** Title of a track, which opens it, above its artist. */
export function TrackName({ track: { id, title, artist }, className = '', tabIndex }: TrackNameProps) {
  return (
    <span className={`${styles.name} ${className}`}>
      <Link href={`/track/${id}`} tabIndex={tabIndex}>
        <bdi>{shownText(title)}</bdi>
      </Link>
      <bdi className={styles.artist}>{shownText(artist)}</bdi>
    </span>
  );
}
