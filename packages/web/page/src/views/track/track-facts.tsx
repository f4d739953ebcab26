import { useMutation } from '@tanstack/react-query';
import type { Track } from '../../api/types.ts';
import { TrackValue } from '../../components/track-value/track-value.tsx';
import { text } from '../../text/en.ts';
import { formatDuration, shownText } from '../../text/format.ts';
import { editTrack } from '../../tracks/edit-track.ts';
import styles from './track-view.module.css';

const STARS = [0, 1, 2, 3, 4, 5];

/** Other facts of a track, and its stars. */
export function TrackFacts({ track }: { track: Track }) {
  const { mutate: edit } = useMutation(editTrack(track.id));
  const { rating, comments, energy, loudness } = track;
  return (
    <section className={styles.section} aria-labelledby="track-facts">
      <h2 id="track-facts">{text.track.facts}</h2>
      <select
        aria-label={text.columns.rating}
        value={rating.value ?? 0}
        onChange={(event) => edit({ rating: Number(event.target.value) })}
      >
        {STARS.map((stars) => (
          <option key={stars} value={stars}>
            {stars === 0 ? text.filters.none : text.list.stars(stars)}
          </option>
        ))}
      </select>
      <dl className={styles.values}>
        <TrackValue name={text.columns.duration}>{formatDuration(track.duration)}</TrackValue>
        <TrackValue name={text.columns.energy}>{energy !== null && text.track.energy(energy)}</TrackValue>
        <TrackValue name={text.columns.loudness}>
          {loudness.lufs !== null && text.track.loudness(loudness.lufs)}
        </TrackValue>
        <TrackValue name={text.track.truePeak}>
          {loudness.truePeakDb !== null && text.track.peak(loudness.truePeakDb)}
        </TrackValue>
        <TrackValue name={text.columns.genre}>{shownText(track.genre)}</TrackValue>
        <TrackValue name={text.columns.album}>{shownText(track.album)}</TrackValue>
        <TrackValue name={text.track.sound}>
          {shownText(
            track.soundTags
              .map(({ tag }) => tag)
              .slice(0, 6)
              .join(', '),
          )}
        </TrackValue>
        <TrackValue name={text.columns.comments} source={comments.source}>
          {shownText(comments.value)}
        </TrackValue>
        <TrackValue name={text.track.sets}>{shownText(track.sets.map(({ name }) => name).join(', '))}</TrackValue>
        <TrackValue name={text.track.path}>{shownText(track.path)}</TrackValue>
      </dl>
    </section>
  );
}
