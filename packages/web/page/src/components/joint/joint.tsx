import { mixAt } from '../../audio/prepare-mix.ts';
import type { JointMix, SetTrack } from '../../lists/set-order.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { Button } from '../button/button.tsx';
import { InTimeButton } from '../mix-bar/in-time-button.tsx';
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
  if (!mix) return <div className={styles.joint}>{text.sets.unknownMix}</div>;
  const title = shownText(to.title);
  const request = mixAt(from.id, to.id, mix);
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
        <InTimeButton mix={request} title={title} />
        {onBridge && (
          <Button look="quiet" onClick={onBridge} aria-label={text.sets.bridgeTo(title)}>
            {text.sets.bridge}
          </Button>
        )}
        {onRate && <StarsSelect label={text.next.starsFor(title)} stars={mix.stars} onChange={onRate} />}
      </span>
      <MixBar request={request} />
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
