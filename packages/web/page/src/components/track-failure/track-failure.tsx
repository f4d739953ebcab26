import type { Track } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { Remedy } from '../remedy/remedy.tsx';
import styles from './track-failure.module.css';

/** Reason why a track failed, with its remedies; nothing for a track that did not fail. */
export function TrackFailure({ track: { failure } }: { track: Track }) {
  if (!failure) return null;
  return (
    <div className={styles.failure}>
      <p>
        <strong>{text.errors[failure.kind] ?? failure.kind}.</strong> {shownText(failure.message)}
      </p>
      {failure.remedies.map((remedy) => (
        <Remedy key={remedy.action} remedy={remedy} />
      ))}
    </div>
  );
}
