import { useQueries } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { trackQuery } from '../../tracks/queries.ts';
import { IconButton } from '../button/button.tsx';
import styles from './track-choice.module.css';

interface TrackChoiceProps {
  label: string;
  ids: readonly string[];
  onChange: (ids: string[]) => void;
}

/** Chosen tracks by their names, each with a button that takes it out. */
export function TrackChoice({ label, ids, onChange }: TrackChoiceProps) {
  const tracks = useQueries({ queries: ids.map((id) => trackQuery(id)) });
  if (ids.length === 0) return null;
  return (
    <ul aria-label={label}>
      {ids.map((id, i) => {
        const track = tracks[i]?.data;
        const name = shownText(track?.title ?? track?.name) || '…';
        return (
          <li key={id} className={styles.track}>
            <bdi>{name}</bdi>
            <span className={`${styles.muted} number`}>{track?.key.value}</span>
            <IconButton label={text.next.remove(name)} onClick={() => onChange(ids.filter((other) => other !== id))}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}
