import { Check, X } from 'lucide-react';
import { BpmName } from '../../components/bpm-name/bpm-name.tsx';
import { Button, IconButton } from '../../components/button/button.tsx';
import { KeyName } from '../../components/key-name/key-name.tsx';
import { PlayButton } from '../../components/play-button/play-button.tsx';
import { TrackName } from '../../components/track-name/track-name.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import type { CrateAddition, TrackSummary } from './crate-queries.ts';
import styles from './crates-view.module.css';

interface AdditionRowProps {
  track: TrackSummary;
  /** Why it was found; a kept track has no reasons. */
  addition?: CrateAddition;
  /** Member that sounds most like it. */
  nearest?: TrackSummary;
  kept: boolean;
  onKeep: () => void;
  onSkip: () => void;
}

/** A track for the crate: why, and whether it stays. */
export function AdditionRow({ track, addition, nearest, kept, onKeep, onSkip }: AdditionRowProps) {
  const title = shownText(track.title);
  return (
    <li className={styles.addition} data-kept={kept || undefined}>
      <div className={styles.additionHead}>
        <PlayButton track={track} label={text.crates.play(title)} />
        <TrackName track={track} className={styles.name} />
        <span className={`${styles.facts} number`}>
          <BpmName bpm={track.bpm} uncertain={track.bpmUncertain} />
          <KeyName name={track.key} uncertain={track.keyUncertain} />
        </span>
        <div className={styles.actions}>
          <Button aria-pressed={kept} aria-label={text.crates.keepNamed(title)} onClick={onKeep}>
            <Check size={14} aria-hidden="true" />
            {kept ? text.crates.kept : text.crates.keep}
          </Button>
          <IconButton label={text.crates.skip(title)} onClick={onSkip}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      {addition && (
        <p className={styles.reasons}>
          <span className={`${styles.fit} number`} title={text.crates.score(addition.score)}>
            {text.crates.fit(addition.fit)}
          </span>
          {addition.reasons.map(({ part, text: said, effect }) => (
            <span key={part} data-effect={effect}>
              {said}
            </span>
          ))}
          {nearest && (
            <span>
              {text.crates.nearest} <bdi>{shownText(nearest.title)}</bdi>
            </span>
          )}
        </p>
      )}
    </li>
  );
}
