import { useRef } from 'react';
import type { MixRequest } from '../../audio/prepare-mix.ts';
import { useMix } from '../../audio/use-mix.tsx';
import { usePosition } from '../../player/use-position.ts';
import { text } from '../../text/en.ts';
import { Button } from '../button/button.tsx';
import styles from './mix-bar.module.css';

/** A mix that sounds: where it is, how far the second track was bent, and ways to move it. Nothing for another mix. */
export function MixBar({ request }: { request: MixRequest }) {
  return useMix().has(request) && <SoundingMix />;
}

function SoundingMix() {
  const mix = useMix();
  const head = useRef<HTMLSpanElement>(null);
  const { plan, status } = mix;
  usePosition(() => {
    if (!plan || !head.current) return;
    head.current.style.insetInlineStart = `${Math.min(100, (100 * mix.positionS()) / plan.endsAtS)}%`;
  });
  if (status === 'failed') return <p role="alert">{text.mix.mixFailed}</p>;
  if (!plan) return <p className={styles.muted}>{text.mix.mixLoading}</p>;
  const percent = (seconds: number) => `${(100 * seconds) / plan.endsAtS}%`;
  return (
    <div className={styles.mix}>
      <div className={styles.mixTime} aria-hidden="true">
        <span className={styles.mixOut} style={{ inlineSize: percent(plan.outEndsAtS) }} />
        <span
          className={styles.mixIn}
          style={{ insetInlineStart: percent(plan.inAtS), inlineSize: percent(plan.endsAtS - plan.inAtS) }}
        />
        <span className={styles.mixSwap} style={{ insetInlineStart: percent(plan.swapAtS) }} />
        <span ref={head} className={styles.mixHead} />
      </div>
      <span className={styles.muted}>{text.mix.bent(plan.semitones)}</span>
      <Button onClick={() => mix.nudge(-plan.beatsPerBar)}>{text.mix.barBack}</Button>
      <Button onClick={() => mix.nudge(-1)}>{text.mix.beatBack}</Button>
      <Button onClick={() => mix.nudge(1)}>{text.mix.beatOn}</Button>
      <Button onClick={() => mix.nudge(plan.beatsPerBar)}>{text.mix.barOn}</Button>
    </div>
  );
}
