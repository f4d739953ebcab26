import { fitToScreen } from '../../components/waveform/waveform.tsx';
import type { Area } from './area.ts';
import { type Camera, type Projection, project, toScreen, wholeMap } from './camera.ts';
import type { MapPoints } from './decode-map.ts';
import { drawOverlay, type MapWord, type OverlayColors } from './draw-overlay.ts';
import type { PointColors } from './point-colors.ts';
import { type ChosenPainter, pointPainter } from './point-painter.ts';

/** Contents of the map, besides the part in view. */
export interface Scene {
  readonly points: MapPoints;
  readonly colors: PointColors;
  readonly overlayColors: OverlayColors;
  readonly words: readonly MapWord[];
  readonly area: Area | undefined;
  readonly path: readonly number[];
  /** Point of the cursor. */
  readonly cursor: number | undefined;
  /** Point under the pointer. */
  readonly hovered: number | undefined;
}

/** Smallest and largest diameter of a point, in pixels. */
const SMALLEST = 2.5;
const LARGEST = 13;
/** Diameter of the points of a library that fills the view evenly, as a share of their distance. */
const SHARE = 0.45;
const LARGEST_FIRST = 7;

/** Draws the map on two canvases, at most once per picture of the screen. */
export class MapStage {
  readonly #canvas: HTMLCanvasElement;
  readonly #overlay: HTMLCanvasElement;
  readonly #onDraw: (stage: MapStage) => void;
  readonly #resized: ResizeObserver;
  readonly #events = new AbortController();
  #chosen: ChosenPainter;
  #scene: Scene;
  #camera: Camera;
  #lasso: readonly number[] = [];
  #frame = 0;

  /** @param onDraw - Called after each drawing, for what lies over the map. */
  constructor(
    canvas: HTMLCanvasElement,
    overlay: HTMLCanvasElement,
    scene: Scene,
    camera: Camera | undefined,
    onDraw: (stage: MapStage) => void,
  ) {
    this.#canvas = canvas;
    this.#overlay = overlay;
    this.#onDraw = onDraw;
    this.#scene = scene;
    this.#camera = camera ?? wholeMap(scene.points.bounds);
    this.#chosen = pointPainter(canvas);
    this.#fill();
    this.#resized = new ResizeObserver(() => {
      for (const each of [canvas, overlay]) fitToScreen(each);
      // an empty canvas would flash
      this.#draw();
    });
    this.#resized.observe(canvas);
    const { signal } = this.#events;
    // without this, the browser never gives the context back
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault(), { signal });
    canvas.addEventListener('webglcontextrestored', () => this.#restore(), { signal });
  }

  /** True if the browser has no WebGL. */
  get isSlow(): boolean {
    return this.#chosen.isSlow;
  }

  get camera(): Camera {
    return this.#camera;
  }

  get projection(): Projection {
    const size = { width: this.#canvas.clientWidth || 1, height: this.#canvas.clientHeight || 1 };
    return project(this.#camera, size, this.#scene.points.bounds);
  }

  /** Diameter of a point, in pixels. */
  get pointPixels(): number {
    const { width, height } = this.projection;
    const even = SHARE * Math.sqrt((width * height) / Math.max(1, this.#scene.points.count));
    return Math.min(LARGEST, Math.max(SMALLEST, Math.min(LARGEST_FIRST, even)) * this.#camera.zoom ** 0.35);
  }

  /** Returns the pixel of a point. */
  pixelOf(point: number): [x: number, y: number] {
    const { places } = this.#scene.points;
    return toScreen(this.projection, places[2 * point]!, places[2 * point + 1]!);
  }

  show(scene: Scene): void {
    const { points, colors } = this.#scene;
    this.#scene = scene;
    if (scene.points !== points) this.#chosen.painter.setPlaces(scene.points.places);
    if (scene.colors !== colors) this.#chosen.painter.setColors(scene.colors);
    this.redraw();
  }

  look(camera: Camera): void {
    this.#camera = camera;
    this.redraw();
  }

  /** Shows a lasso that is being drawn, as x and y in turn. */
  showLasso(line: readonly number[]): void {
    this.#lasso = line;
    this.redraw();
  }

  redraw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    this.#events.abort();
    this.#chosen.painter.dispose();
  }

  #restore(): void {
    this.#chosen = pointPainter(this.#canvas);
    this.#fill();
    this.redraw();
  }

  #fill(): void {
    this.#chosen.painter.setPlaces(this.#scene.points.places);
    this.#chosen.painter.setColors(this.#scene.colors);
  }

  #draw(): void {
    const { points, words, area, path, cursor, hovered, overlayColors } = this.#scene;
    const { projection, pointPixels } = this;
    this.#chosen.painter.draw(projection, pointPixels);
    const context = this.#overlay.getContext('2d')!;
    const rings = [cursor, hovered].flatMap((point) => {
      if (point === undefined) return [];
      return [{ x: points.places[2 * point]!, y: points.places[2 * point + 1]!, pixels: pointPixels / 2 + 4 }];
    });
    drawOverlay(context, projection, { words, area, lasso: this.#lasso, path, rings }, overlayColors);
    this.#onDraw(this);
  }
}
