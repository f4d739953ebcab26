import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../../shell/theme.ts';
import { text } from '../../text/en.ts';
import { formatDuration } from '../../text/format.ts';
import type { SetDetails } from './set-queries.ts';
import styles from './sets-view.module.css';

const HEIGHT_PX = 160;

/** BPM and energy along the time of a set. The list below says the same in numbers. */
export function SetCurves({ set: { curves, durationS } }: { set: SetDetails }) {
  const place = useRef<HTMLDivElement>(null);
  const { shown: theme } = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = place.current!;
    const style = getComputedStyle(element);
    const color = (name: string) => style.getPropertyValue(name);
    const axis = {
      stroke: color('--muted'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { stroke: color('--line') },
    };
    // a track's value holds until the set ends
    const held = (values: (number | null)[]) => [...values, values.at(-1) ?? null];
    const stepped = uPlot.paths.stepped!({ align: 1 });
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false }, energy: { range: [0, 1] } },
        axes: [
          { ...axis, values: (_, ticks) => ticks.map(formatDuration) },
          { ...axis, scale: 'bpm', size: 44 },
          { ...axis, scale: 'energy', side: 1, size: 44, grid: { show: false } },
        ],
        series: [
          {},
          { scale: 'bpm', stroke: color('--accent'), width: 2, paths: stepped },
          { scale: 'energy', stroke: color('--fair'), width: 2, dash: [6, 4], paths: stepped },
        ],
      },
      [[...curves.startS, durationS], held(curves.bpm), held(curves.energy)],
      element,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [curves, durationS, theme]);
  return (
    <figure className={styles.curves}>
      <div ref={place} aria-hidden="true" />
      <figcaption className={styles.muted}>
        <span className={styles.bpmLine}>{text.sets.bpmCurve}</span>
        <span className={styles.energyLine}>{text.sets.energyCurve}</span>
        <span className={styles.keys}>{text.sets.keyCurve(curves.key.map((key) => key ?? '?').join(' → '))}</span>
      </figcaption>
    </figure>
  );
}
