import { useEffect, useRef } from 'react';
import { useTheme } from '../../shell/theme.ts';
import { type BandColors, type Bands, drawWaveform } from './draw-waveform.ts';
import styles from './waveform.module.css';

/** Draws a track's waveform in three bands. Fills its place; give it a height by `className`. */
export function Waveform({ bands, className }: { bands: Bands; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shown } = useTheme();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that the style gives
  useEffect(() => {
    const element = canvas.current!;
    const draw = () => drawWaveform(element, bands, bandColors(element));
    const resized = new ResizeObserver(() => {
      fitToScreen(element);
      draw();
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, [bands, shown]);

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

/** Reads the colours of the bands from the style of an element. */
export function bandColors(element: Element): BandColors {
  const style = getComputedStyle(element);
  const color = (band: string) => style.getPropertyValue(`--wave-${band}`);
  return { low: color('low'), mid: color('mid'), high: color('high') };
}
