import type { Track } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { text } from '../../text/en.ts';
import { formatDuration, shownText } from '../../text/format.ts';
import styles from './track-view.module.css';
import type { Place } from './use-place.ts';

/** Sections of a track in words; over the waveform they are only shades. A click goes to the start of one. */
export function SectionList({ sections, place }: Pick<Track, 'sections'> & { place: Place }) {
  const changes = sections.filter(({ kind }, i) => kind !== sections[i - 1]?.kind);
  if (changes.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="track-sections">
      <h2 id="track-sections">{text.track.sections}</h2>
      <ol className={styles.tools}>
        {changes.map(({ kind, start }) => (
          <li key={start}>
            <Button look="quiet" onClick={() => place.goTo(start)}>
              <bdi>{text.track.sectionKinds[kind] ?? shownText(kind)}</bdi>{' '}
              <span className="number">{formatDuration(start)}</span>
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
