import type { Area } from './area.ts';
import { type Projection, toScreen } from './camera.ts';
import { layOutLabels, type PlacedLabel } from './label-layout.ts';

/** A word of a region, measured for its font. */
export interface MapWord extends PlacedLabel {
  readonly text: string;
}

/** Colours of the overlay, as a canvas takes them. */
export interface OverlayColors {
  readonly text: string;
  readonly ground: string;
  readonly accent: string;
  readonly onAccent: string;
}

/** Drawing over the points. */
export interface Overlay {
  readonly words: readonly MapWord[];
  readonly area: Area | undefined;
  /** x and y of the corners of a lasso that is being drawn. */
  readonly lasso: readonly number[];
  /** x and y of the tracks of a set, in their order. */
  readonly path: readonly number[];
  /** Places that have a ring: the cursor, and the point under the pointer. */
  readonly rings: readonly { x: number; y: number; pixels: number }[];
}

/** Pixels of the words of each level, the largest regions first. */
const WORD_PIXELS = [16, 13, 12];
const HALO_PIXELS = 4;
const NUMBER_PIXELS = 9;

/** Returns the font of the words of a level. */
export function wordFont(level: number): string {
  const pixels = WORD_PIXELS[level] ?? WORD_PIXELS.at(-1)!;
  return `${level === 0 ? 700 : 600} ${pixels}px system-ui, sans-serif`;
}

/** Draws words, the path of a set, the chosen area and the rings. */
export function drawOverlay(
  context: CanvasRenderingContext2D,
  projection: Projection,
  { words, area, lasso, path, rings }: Overlay,
  colors: OverlayColors,
): void {
  const { canvas } = context;
  const ratio = canvas.width / projection.width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, projection.width, projection.height);
  context.lineJoin = 'round';
  drawArea(context, projection, area, colors);
  drawLine(context, projection, lasso, colors, [5, 4]);
  drawLine(context, projection, path, colors, []);
  drawWords(context, projection, words, colors);
  drawNumbers(context, projection, path, colors);
  for (const { x, y, pixels } of rings) drawRing(context, toScreen(projection, x, y), pixels, colors);
}

function drawArea(
  context: CanvasRenderingContext2D,
  projection: Projection,
  area: Area | undefined,
  colors: OverlayColors,
): void {
  if (area?.kind === 'lasso') drawLine(context, projection, [...area.line, ...area.line.slice(0, 2)], colors, []);
  if (area?.kind !== 'circle') return;
  const [x, y] = toScreen(projection, area.x, area.y);
  context.beginPath();
  context.arc(x, y, area.radius * projection.scale, 0, 2 * Math.PI);
  strokeTwice(context, colors, []);
}

function drawLine(
  context: CanvasRenderingContext2D,
  projection: Projection,
  line: readonly number[],
  colors: OverlayColors,
  dashes: number[],
): void {
  if (line.length < 4) return;
  trace(context, projection, line);
  strokeTwice(context, colors, dashes);
}

function trace(context: CanvasRenderingContext2D, projection: Projection, line: readonly number[]): void {
  context.beginPath();
  for (let i = 0; i < line.length; i += 2) context.lineTo(...toScreen(projection, line[i]!, line[i + 1]!));
}

/** Strokes a line over a wider one in the colour of the ground, so that it shows on points of any colour. */
function strokeTwice(context: CanvasRenderingContext2D, { accent, ground }: OverlayColors, dashes: number[]): void {
  context.setLineDash([]);
  context.strokeStyle = ground;
  context.lineWidth = 4;
  context.stroke();
  context.setLineDash(dashes);
  context.strokeStyle = accent;
  context.lineWidth = 1.5;
  context.stroke();
  context.setLineDash([]);
}

function drawWords(
  context: CanvasRenderingContext2D,
  projection: Projection,
  words: readonly MapWord[],
  { text, ground }: OverlayColors,
): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const word of layOutLabels(words, projection.scale, projection.camera.zoom)) {
    const [x, y] = toScreen(projection, word.x, word.y);
    if (Math.abs(x - projection.width / 2) > projection.width / 2 + word.width) continue;
    context.font = wordFont(word.level);
    context.strokeStyle = ground;
    context.lineWidth = HALO_PIXELS;
    context.strokeText(word.text, x, y);
    context.fillStyle = text;
    context.fillText(word.text, x, y);
  }
}

/** Numbers the tracks of a set. */
function drawNumbers(
  context: CanvasRenderingContext2D,
  projection: Projection,
  path: readonly number[],
  colors: OverlayColors,
): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = '600 11px system-ui, sans-serif';
  // the first tracks lie on top
  for (let i = path.length - 2; i >= 0; i -= 2) {
    const [x, y] = toScreen(projection, path[i]!, path[i + 1]!);
    context.beginPath();
    context.arc(x, y, NUMBER_PIXELS, 0, 2 * Math.PI);
    context.fillStyle = colors.accent;
    context.fill();
    context.strokeStyle = colors.ground;
    context.lineWidth = 1.5;
    context.stroke();
    context.fillStyle = colors.onAccent;
    context.fillText(String(i / 2 + 1), x, y + 0.5);
  }
}

function drawRing(
  context: CanvasRenderingContext2D,
  [x, y]: [x: number, y: number],
  pixels: number,
  { text, ground }: OverlayColors,
): void {
  context.beginPath();
  context.arc(x, y, pixels, 0, 2 * Math.PI);
  context.strokeStyle = ground;
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = text;
  context.lineWidth = 2;
  context.stroke();
}
