import { toScreen } from './camera.ts';
import type { PointColors } from './point-colors.ts';
import type { PointPainter } from './point-painter.ts';

const NO_COLORS: PointColors = { rgba: new Uint8Array(), order: new Uint32Array() };

/** Draws square points without WebGL. */
export function canvasPainter(context: CanvasRenderingContext2D): PointPainter {
  let places = new Float32Array();
  let colors = NO_COLORS;
  return {
    setPlaces(values) {
      places = values as typeof places;
    },
    setColors(values) {
      colors = values;
    },
    draw(projection, pixels) {
      const { canvas } = context;
      const ratio = canvas.width / projection.width;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, projection.width, projection.height);
      const { rgba, order } = colors;
      let painted = '';
      for (const point of order) {
        const [x, y] = toScreen(projection, places[2 * point]!, places[2 * point + 1]!);
        if (x < -pixels || y < -pixels || x > projection.width + pixels || y > projection.height + pixels) continue;
        const color = `rgba(${rgba[4 * point]},${rgba[4 * point + 1]},${rgba[4 * point + 2]},${rgba[4 * point + 3]! / 255})`;
        if (color !== painted) {
          context.fillStyle = color;
          painted = color;
        }
        context.fillRect(x - pixels / 2, y - pixels / 2, pixels, pixels);
      }
    },
    dispose() {},
  };
}
