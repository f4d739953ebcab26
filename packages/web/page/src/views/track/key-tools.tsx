import { useMutation } from '@tanstack/react-query';
import type { Track } from '../../api/types.ts';
import { WHEEL } from '../../components/key-wheel/wheel-geometry.ts';
import { Alternatives, TrackValue } from '../../components/track-value/track-value.tsx';
import { text } from '../../text/en.ts';
import { editTrack } from '../../tracks/edit-track.ts';
import styles from './track-view.module.css';

/** Corrects the key; keys that it may be come first. */
export function KeyTools({ track: { id, key } }: { track: Track }) {
  const { mutate: edit } = useMutation(editTrack(id));
  const likely = key.alternatives.map(({ value }) => value).filter((value) => WHEEL.includes(value));
  const others = WHEEL.filter((value) => !likely.includes(value));
  return (
    <section className={styles.section} aria-labelledby="track-key">
      <h2 id="track-key">{text.track.key}</h2>
      <dl>
        <TrackValue name={text.track.key} source={key.source} confidence={key.confidence}>
          {key.value} {key.name && <span className={styles.muted}>{key.name}</span>}
          {key.uncertain && <Alternatives values={likely} />}
        </TrackValue>
      </dl>
      <select
        aria-label={text.track.key}
        value={key.value ?? ''}
        onChange={(event) => edit({ key: event.target.value || null })}
      >
        <option value="">{text.track.noKey}</option>
        {[...likely, ...others].map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </section>
  );
}
