import { Check, Pause, Play, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import { Button, IconButton } from '../../components/button/button.tsx';
import { keyHue } from '../../components/key-wheel/wheel-geometry.ts';
import { usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import { formatBpm, shownText } from '../../text/format.ts';
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
  const player = usePlayer();
  const title = shownText(track.title);
  const sounds = player.track?.id === track.id && (player.status === 'playing' || player.status === 'loading');
  return (
    <li className={styles.addition} data-kept={kept || undefined}>
      <div className={styles.additionHead}>
        <IconButton
          label={sounds ? text.player.pause : text.crates.play(title)}
          onClick={() => player.playOrPause(track)}
        >
          {sounds ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
        </IconButton>
        <div className={styles.names}>
          <Link href={`/track/${track.id}`}>
            <bdi>{title}</bdi>
          </Link>
          <bdi className={styles.muted}>{shownText(track.artist)}</bdi>
        </div>
        <span className={`${styles.facts} number`}>
          <span>
            {formatBpm(track.bpm)}
            {track.bpmUncertain && '?'}
          </span>
          <span className="key" style={track.key ? ({ '--hue': keyHue(track.key) } as CSSProperties) : undefined}>
            {track.key}
            {track.keyUncertain && '?'}
          </span>
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
