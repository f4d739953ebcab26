import type { Track } from '../api/types.ts';
import { shownText } from '../text/format.ts';
import styles from './player-bar.module.css';

/** Sections and cues of a track over its waveform. */
export function TrackMarks({ track: { sections, cues }, durationS }: { track: Track; durationS: number }) {
  const at = (seconds: number) => `${(100 * seconds) / durationS}%`;
  return (
    <span aria-hidden="true">
      {sections.map(({ kind, start, end }) => (
        <span
          key={start}
          className={styles.section}
          data-kind={kind}
          style={{ insetInlineStart: at(start), inlineSize: at(end - start) }}
        />
      ))}
      {cues.value?.map(({ name, start, num }) => (
        <span key={`${num} ${start}`} className={styles.cue} style={{ insetInlineStart: at(start) }}>
          {shownText(name).slice(0, 2)}
        </span>
      ))}
    </span>
  );
}
