import { useEffect, useRef } from 'react';
import { useTheme } from '../../shell/theme.ts';
import { type BandColors, type Bands, drawWaveform } from './draw-waveform.ts';
import styles from './waveform.module.css';

/** Draws a track's waveform in three bands. Fills its place; give it a height by `className`. */
export function Waveform({ bands, className }: { bands: Bands; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shown } = useTheme();

  const latest = useRef(bands);
  latest.current = bands;

  useEffect(() => {
    const element = canvas.current!;
    const resized = new ResizeObserver(() => {
      fitToScreen(element);
      drawWaveform(element, latest.current, bandColors(shown));
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, [shown]);
  useEffect(() => drawWaveform(canvas.current!, bands, bandColors(shown)), [bands, shown]);

  return (
    <span aria-hidden="true" className={`${styles.place} ${className ?? ''}`}>
      <canvas ref={canvas} className={styles.waveform} />
    </span>
  );
}

/** Gives a canvas as many pixels as the screen has below it. */
export function fitToScreen(canvas: HTMLCanvasElement): void {
  const scale = window.devicePixelRatio;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * scale));
}

const known = new Map<string, BandColors>();

/** Colours of the bands in a theme, which the page shows now. They are read once: a table asks a thousand times. */
export function bandColors(theme: 'light' | 'dark'): BandColors {
  const before = known.get(theme);
  if (before) return before;
  const style = getComputedStyle(document.documentElement);
  const color = (band: string) => style.getPropertyValue(`--wave-${band}`);
  const colors = { low: color('low'), mid: color('mid'), high: color('high') };
  known.set(theme, colors);
  return colors;
}
