import type { CSSProperties } from 'react';
import type { SetOrder } from '../../lists/set-order.ts';
import { text } from '../../text/en.ts';
import { formatBpm } from '../../text/format.ts';
import { keyHue } from '../key-wheel/wheel-geometry.ts';
import styles from './set-strip.module.css';
import { curveSteps } from './strip-scale.ts';

/** A curve needs some height between its lowest and its highest BPM. */
const LEAST_BPM = 4;
/** Pixels that a number takes. */
const NUMBER_PX = 44;
const KEY_PX = 24;

interface CurvesProps {
  order: SetOrder;
  pxPerS: number;
}

/** BPM, energy and keys on the time axis of a set. The list of its tracks says the same. */
export function SetCurves({ order: { tracks, timeline, playedS }, pxPerS }: CurvesProps) {
  const startS = timeline.map((part) => part.startS);
  const bpms = tracks.flatMap(({ bpm }) => bpm ?? []);
  const middle = (Math.min(...bpms) + Math.max(...bpms)) / 2;
  const half = Math.max(LEAST_BPM, Math.max(...bpms) - Math.min(...bpms)) / 2;
  const place = (from: number, to: number): CSSProperties => ({
    insetInlineStart: from * pxPerS,
    inlineSize: (to - from) * pxPerS,
  });
  const curve = (name: string, line: string, values: (number | null)[], from: number, to: number, say: Say) => (
    <div className={styles.curve}>
      <Curve
        className={line}
        steps={curveSteps(values, startS, playedS)}
        pxPerS={pxPerS}
        from={from}
        to={to}
        say={say}
      />
      <span className={styles.curveName}>{name}</span>
    </div>
  );
  return (
    <div aria-hidden="true">
      {curve(
        text.sets.bpmCurve,
        styles.bpmLine!,
        tracks.map(({ bpm }) => bpm),
        middle - half,
        middle + half,
        formatBpm,
      )}
      {curve(
        text.sets.energyCurve,
        styles.energyLine!,
        tracks.map(({ energy }) => energy),
        0,
        1,
        (energy) => String(Math.round(100 * energy)),
      )}
      <div className={styles.keys}>
        {tracks.map(({ key }, i) => {
          const [from, to] = [startS[i]!, startS[i + 1] ?? playedS];
          return (
            key && (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: a set may have a track twice
                key={i}
                className={`${styles.keyStep} key`}
                style={{ ...place(from, to), '--hue': keyHue(key) } as CSSProperties}
              >
                {(to - from) * pxPerS > KEY_PX && key}
              </span>
            )
          );
        })}
        <span className={styles.curveName}>{text.sets.keyCurve}</span>
      </div>
    </div>
  );
}

type Say = (value: number) => string;

interface CurveProps {
  className: string;
  steps: ReturnType<typeof curveSteps>;
  pxPerS: number;
  from: number;
  to: number;
  say: Say;
}

function Curve({ className, steps, pxPerS, from, to, say }: CurveProps) {
  const down = (value: number) => 1 - (value - from) / (to - from);
  return steps.map(({ startS, endS, value }, i) => {
    const before = steps[i - 1];
    const width = (endS - startS) * pxPerS;
    return (
      <span
        key={startS}
        className={`${styles.step} ${className}`}
        style={{ insetInlineStart: startS * pxPerS, inlineSize: width, '--down': down(value) } as CSSProperties}
      >
        {width > NUMBER_PX && value !== before?.value && <span className="number">{say(value)}</span>}
      </span>
    );
  });
}
