import { useMutation, useQuery } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { Link, useParams } from 'wouter';
import type { Track } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { TrackFailure } from '../../components/track-failure/track-failure.tsx';
import { UndoButton } from '../../history/undo-button.tsx';
import { usePlayer } from '../../player/use-player.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { changeGrid } from '../../tracks/edit-track.ts';
import { trackQuery } from '../../tracks/queries.ts';
import { CueTools, useAddCue } from './cue-tools.tsx';
import { GridTools } from './grid-tools.tsx';
import { KeyTools } from './key-tools.tsx';
import { SectionList } from './section-list.tsx';
import { TrackFacts } from './track-facts.tsx';
import { TrackTags } from './track-tags.tsx';
import styles from './track-view.module.css';
import { TrackWave } from './track-wave.tsx';
import { usePlace } from './use-place.ts';

/** One track: its waveform, and everything that a person corrects. */
export function TrackView() {
  const { id = '' } = useParams();
  const { data: track, error } = useQuery(trackQuery(id));
  useTitle(track ? shownText(track.title ?? track.name) : text.shell.loading);
  if (error) {
    return (
      <p role="alert" className={styles.view}>
        {error.message}
      </p>
    );
  }
  return track ? <OpenTrack key={id} track={track} /> : <p className={styles.view}>{text.shell.loading}</p>;
}

function OpenTrack({ track }: { track: Track }) {
  const place = usePlace(track);
  const player = usePlayer();
  const addCue = useAddCue(track, place);
  const { mutate: change } = useMutation(changeGrid(track.id));
  const durationS = track.duration ?? (player.track?.id === track.id ? player.durationS : 0);
  const letters: Readonly<Record<string, () => void>> = {
    c: addCue,
    b: () => change({ action: 'downbeat', ms: 1000 * place.positionS() }),
  };
  return (
    <article className={styles.view}>
      <div className={styles.head}>
        <Button look="main" onClick={place.playOrPause}>
          {place.isPlaying ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
          {place.isPlaying ? text.player.pause : text.player.play}
        </Button>
        <div className={styles.name}>
          <h1>
            <bdi>{shownText(track.title ?? track.name)}</bdi>
          </h1>
          <p className={styles.muted}>
            <bdi>{shownText(track.artist)}</bdi>
          </p>
        </div>
        <Link href={`/next?seed=${track.id}`}>{text.track.whatNext}</Link>
        <UndoButton />
      </div>
      <TrackFailure track={track} />
      {durationS > 0 && (
        <TrackWave track={track} place={place} durationS={durationS} onLetter={(letter) => letters[letter]?.()} />
      )}
      <div className={styles.columns}>
        <GridTools track={track} place={place} />
        <CueTools track={track} place={place} />
        <KeyTools track={track} />
        <SectionList sections={track.sections} place={place} />
        <TrackTags id={track.id} />
        <TrackFacts track={track} />
      </div>
    </article>
  );
}
