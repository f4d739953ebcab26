import type { Projection } from './camera.ts';
import { canvasPainter } from './canvas-painter.ts';
import type { PointColors } from './point-colors.ts';
import { webGlPainter } from './webgl-painter.ts';

/** Draws points on a canvas. */
export interface PointPainter {
  /** Takes x and y of each point in turn. */
  setPlaces(places: Float32Array): void;
  setColors(colors: PointColors): void;
  /** @param pixels - Diameter of a point on the screen, in pixels of CSS. */
  draw(projection: Projection, pixels: number): void;
  dispose(): void;
}

/** A painter for a canvas, and true if it had to do without WebGL. */
export interface ChosenPainter {
  readonly painter: PointPainter;
  readonly isSlow: boolean;
}

/** Returns a painter that uses WebGL where the browser has it. */
export function pointPainter(canvas: HTMLCanvasElement): ChosenPainter {
  const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
  if (gl) return { painter: webGlPainter(gl), isSlow: false };
  return { painter: canvasPainter(canvas.getContext('2d')!), isSlow: true };
}
