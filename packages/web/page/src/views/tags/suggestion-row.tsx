import { useQuery } from '@tanstack/react-query';
import { Check, Pause, Play, X } from 'lucide-react';
import type { SuggestedTag } from '../../api/types.ts';
import { Button, IconButton } from '../../components/button/button.tsx';
import { PlayButton } from '../../components/play-button/play-button.tsx';
import { TrackName } from '../../components/track-name/track-name.tsx';
import { MiniWaveform } from '../../components/waveform/mini-waveform.tsx';
import { usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import styles from './suggestion-list.module.css';
import { examplesQuery } from './tags-queries.ts';

/** Certainty below which a suggestion looks uncertain. */
const UNCERTAIN = 0.2;

interface SuggestionRowProps {
  id: string;
  index: number;
  /** Place among all suggestions, from 0. */
  place: number;
  /** Pixels from the first row. */
  start: number;
  row: SuggestedTag;
  atCursor: boolean;
  selected: boolean;
  onJudge: (verdict: 'accept' | 'reject') => void;
}

/** A tag that is suggested for a track: how sure it is, examples to compare, and the two answers. */
export function SuggestionRow(props: SuggestionRowProps) {
  const { id, index, place, start, row, atCursor, selected, onJudge } = props;
  const { track, tag, waveform, basis, score, threshold, certainty } = row;
  const title = shownText(track.title);
  const name = shownText(tag);
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid
    <div
      id={id}
      role="row"
      aria-rowindex={place + 1}
      aria-selected={selected}
      data-index={index}
      data-cursor={atCursor || undefined}
      className={styles.row}
      style={{ transform: `translateY(${start}px)` }}
    >
      <Cell className={styles.track}>
        <PlayButton track={track} label={text.tags.playTrack(title)} tabIndex={-1} />
        <TrackName track={track} tabIndex={-1} />
      </Cell>
      <Cell className={styles.wave}>{waveform && <MiniWaveform bytes={waveform} className={styles.strip} />}</Cell>
      <Cell className={styles.tag}>
        <bdi title={name}>{name}</bdi>
      </Cell>
      <Cell className={styles.sure}>
        <span data-uncertain={certainty < UNCERTAIN || undefined} title={text.tags.score(score, threshold)}>
          {text.tags.sure(basis, score, certainty)}
        </span>
      </Cell>
      <Cell className={styles.answers}>
        <IconButton label={text.tags.acceptFor(name, title)} tabIndex={-1} onClick={() => onJudge('accept')}>
          <Check size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={text.tags.rejectFor(name, title)} tabIndex={-1} onClick={() => onJudge('reject')}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </Cell>
      <Cell className={styles.examples}>
        <Examples track={track.id} tag={tag} />
      </Cell>
    </div>
  );
}

function Cell(props: { className?: string; children: React.ReactNode }) {
  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the row
  return <div role="gridcell" {...props} />;
}

/** Tracks with the tag, each with a button that plays it. */
function Examples({ track, tag }: { track: string; tag: string }) {
  const { data } = useQuery(examplesQuery(track, tag));
  const player = usePlayer();
  if (!data) return null;
  return (
    <>
      {data.examples.map(({ track: example }, i) => {
        const here = player.track?.id === example.id;
        const title = shownText(example.title);
        const artist = shownText(example.artist);
        return (
          <Button
            key={example.id}
            look="quiet"
            className={styles.example}
            tabIndex={-1}
            aria-pressed={here}
            aria-label={text.tags.playExample(title, i + 1)}
            title={[title, artist, text.tags.exampleOf[data.from](shownText(tag))].filter(Boolean).join(' · ')}
            onClick={() => player.playOrPause(example)}
          >
            {player.isPlaying(example.id) ? (
              <Pause size={12} aria-hidden="true" />
            ) : (
              <Play size={12} aria-hidden="true" />
            )}
            <bdi className={styles.exampleName}>{title}</bdi>
            <span className={styles.exampleNumber} aria-hidden="true">
              {i + 1}
            </span>
          </Button>
        );
      })}
    </>
  );
}
