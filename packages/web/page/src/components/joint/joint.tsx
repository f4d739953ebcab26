import { Play, Square } from 'lucide-react';
import { useMix } from '../../audio/use-mix.tsx';
import type { JointMix, SetTrack } from '../../lists/set-order.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { Button } from '../button/button.tsx';
import { MixBar } from '../mix-bar/mix-bar.tsx';
import { StarsSelect } from '../stars-select/stars-select.tsx';
import styles from './joint.module.css';

interface JointProps {
  from: SetTrack;
  to: SetTrack;
  mix: JointMix | null;
  /** Without it, nobody can rate the mix, as in a plan. */
  onRate?: (stars: number) => void;
  /** Without it, no tracks can be put between. */
  onBridge?: () => void;
}

/** The joint of two tracks: a word for it, its reasons, how it sounds, and a person's stars. */
export function Joint({ from, to, mix, onRate, onBridge }: JointProps) {
  const player = useMix();
  if (!mix) return <div className={styles.joint}>{text.sets.unknownMix}</div>;
  const title = shownText(to.title);
  const request = {
    ...{ from: from.id, to: to.id, bars: mix.mixBars },
    outS: mix.mixOut?.timeS ?? null,
    inS: mix.mixIn?.timeS ?? null,
  };
  const mine = player.request?.from === from.id && player.request.to === to.id;
  const sounds = mine && (player.status === 'playing' || player.status === 'loading');
  return (
    <div className={styles.joint} data-grade={mix.grade}>
      <Grade mix={mix} />
      <span className={styles.reasons}>
        {mix.reasons
          .map((reason) => reason.text)
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className={styles.actions}>
        <Button
          look="quiet"
          aria-pressed={sounds}
          aria-label={text.next.inTimeWith(title)}
          onClick={() => player.toggle(request)}
          onPointerEnter={() => player.prepare(request)}
          onFocus={() => player.prepare(request)}
        >
          {sounds ? <Square size={12} aria-hidden="true" /> : <Play size={12} aria-hidden="true" />}
          {text.next.inTime}
        </Button>
        {onBridge && (
          <Button look="quiet" onClick={onBridge} aria-label={text.sets.bridgeTo(title)}>
            {text.sets.bridge}
          </Button>
        )}
        {onRate && <StarsSelect label={text.next.starsFor(title)} stars={mix.stars} onChange={onRate} />}
      </span>
      {mine && player.status !== 'idle' && <MixBar />}
    </div>
  );
}

/** The word for a mix, and its score. */
export function Grade({ mix }: { mix: Pick<JointMix, 'grade' | 'score'> }) {
  return (
    <strong className={styles.grade} data-grade={mix.grade}>
      {text.sets.grades[mix.grade]} <span className="number">{Math.round(100 * mix.score)}</span>
    </strong>
  );
}
