import type { MapBounds } from './decode-map.ts';

/** The part of the map in view. */
export interface Camera {
  /** Place in the middle. */
  readonly x: number;
  readonly y: number;
  /** 1 shows the whole map. */
  readonly zoom: number;
}

/** Width and height of the view, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A camera in a view of some size: places to pixels, and back. */
export interface Projection extends Size {
  readonly camera: Camera;
  /** Pixels of one unit of the map. */
  readonly scale: number;
}

const LARGEST_ZOOM = 200;
const SMALLEST_ZOOM = 0.5;
/** Share of the view that the whole map fills. */
const FILLED = 0.88;
/** Units of a map whose tracks are all in one place. */
const NARROWEST = 0.5;

/** Returns the camera that shows the whole map. */
export function wholeMap({ minX, maxX, minY, maxY }: MapBounds): Camera {
  return { x: (minX + maxX) / 2, y: (minY + maxY) / 2, zoom: 1 };
}

/** Returns the projection of a camera. */
export function project(camera: Camera, { width, height }: Size, { minX, maxX, minY, maxY }: MapBounds): Projection {
  const fit = Math.min(width / Math.max(NARROWEST, maxX - minX), height / Math.max(NARROWEST, maxY - minY));
  return { camera, width, height, scale: Math.max(1e-6, FILLED * fit * camera.zoom) };
}

/** Returns the pixel of a place. */
export function toScreen({ camera, width, height, scale }: Projection, x: number, y: number): [x: number, y: number] {
  return [width / 2 + (x - camera.x) * scale, height / 2 - (y - camera.y) * scale];
}

/** Returns the place of a pixel. */
export function toMap({ camera, width, height, scale }: Projection, x: number, y: number): [x: number, y: number] {
  return [camera.x + (x - width / 2) / scale, camera.y - (y - height / 2) / scale];
}

/** Zooms by a factor; the place under a pixel stays there. */
export function zoomAt(projection: Projection, factor: number, x: number, y: number): Camera {
  const { camera, width, height } = projection;
  const zoom = Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, camera.zoom * factor));
  const scale = (projection.scale * zoom) / camera.zoom;
  const [mapX, mapY] = toMap(projection, x, y);
  return { x: mapX - (x - width / 2) / scale, y: mapY + (y - height / 2) / scale, zoom };
}

/** Moves the map by pixels. The middle stays on the map. */
export function pan({ camera, scale }: Projection, dx: number, dy: number, bounds: MapBounds): Camera {
  const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  return {
    x: within(camera.x - dx / scale, bounds.minX, bounds.maxX),
    y: within(camera.y + dy / scale, bounds.minY, bounds.maxY),
    zoom: camera.zoom,
  };
}

/** Moves the map only as far as brings a place into view, with a margin in pixels. */
export function reveal(projection: Projection, x: number, y: number, margin: number): Camera {
  const { camera, width, height, scale } = projection;
  const [left, top] = toScreen(projection, x, y);
  const over = (at: number, size: number) => Math.min(0, at - margin) + Math.max(0, at - (size - margin));
  const [right, down] = [over(left, width), over(top, height)];
  return right === 0 && down === 0 ? camera : { ...camera, x: camera.x + right / scale, y: camera.y - down / scale };
}
