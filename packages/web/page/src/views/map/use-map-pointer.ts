import { type RefObject, useEffect, useRef } from 'react';
import { type Area, lassoArea } from './area.ts';
import { pan, toMap, zoomAt } from './camera.ts';
import type { MapBounds } from './decode-map.ts';
import type { MapStage } from './map-stage.ts';
import { nearestPoint } from './nearest-point.ts';

/** Pixels that a pointer may move and still click. */
const CLICK_PX = 4;
/** Pixels around the pointer, or around a finger, in which a point counts as meant. */
const REACH_PX = 10;
const FINGER_REACH_PX = 22;
/** Pixels between two corners of a lasso. */
const CORNER_PX = 5;
/** Zoom for a pixel that the wheel turns; a pinch on a trackpad turns it by few. */
const WHEEL_STEP = 0.0016;
const PINCH_STEP = 0.01;
const LINE_PX = 16;
const DOUBLE_CLICK_ZOOM = 2;

/** Facts that the pointer needs, and its answers. */
export interface MapPointer {
  readonly places: Float32Array;
  readonly bounds: MapBounds;
  /** True while a drag draws a lasso; Shift does the same. */
  readonly lassoing: boolean;
  passes(point: number): boolean;
  onHover(point: number | undefined): void;
  onPick(point: number): void;
  onOpen(point: number): void;
  onArea(area: Area | undefined): void;
}

/** Pans, zooms, draws a lasso and picks points by mouse, pen and fingers. */
export function useMapPointer(
  canvas: RefObject<HTMLCanvasElement | null>,
  stage: RefObject<MapStage | undefined>,
  pointer: MapPointer,
): void {
  const latest = useRef(pointer);
  latest.current = pointer;

  useEffect(() => {
    const element = canvas.current!;
    const events = new AbortController();
    const down = new Map<number, { x: number; y: number }>();
    let lasso: number[] | undefined;
    let moved = 0;

    const at = ({ clientX, clientY }: MouseEvent) => {
      const { left, top } = element.getBoundingClientRect();
      return { x: clientX - left, y: clientY - top };
    };
    const pointAt = ({ x, y }: { x: number; y: number }, reach: number) => {
      const { projection, pointPixels } = stage.current!;
      const [mapX, mapY] = toMap(projection, x, y);
      const within = (reach + pointPixels / 2) / projection.scale;
      return nearestPoint(latest.current.places, mapX, mapY, within, latest.current.passes);
    };
    const corner = ({ x, y }: { x: number; y: number }) => toMap(stage.current!.projection, x, y);
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      handle: (event: HTMLElementEventMap[Name]) => void,
      passive = true,
    ) => element.addEventListener(name, handle, { signal: events.signal, passive });

    on('pointerdown', (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      down.set(event.pointerId, at(event));
      moved = down.size > 1 ? Number.POSITIVE_INFINITY : 0;
      const draws = down.size === 1 && (event.shiftKey || latest.current.lassoing);
      lasso = draws ? corner(at(event)) : undefined;
      stage.current!.showLasso([]);
    });

    on('pointermove', (event) => {
      const now = at(event);
      const before = down.get(event.pointerId);
      if (before === undefined) {
        if (event.pointerType !== 'touch') latest.current.onHover(pointAt(now, REACH_PX));
        return;
      }
      const [dx, dy] = [now.x - before.x, now.y - before.y];
      if (lasso) {
        if (Math.hypot(dx, dy) < CORNER_PX) return;
        lasso.push(...corner(now));
        stage.current!.showLasso(lasso);
      } else if (down.size === 1) {
        if (moved + Math.hypot(dx, dy) < CLICK_PX) return;
        latest.current.onHover(undefined);
        stage.current!.look(pan(stage.current!.projection, dx, dy, latest.current.bounds));
      } else if (down.size === 2) pinch(event.pointerId, now);
      moved += Math.hypot(dx, dy);
      down.set(event.pointerId, now);
    });

    /** Zooms by the distance of two fingers, and pans with their middle. */
    const pinch = (moving: number, now: { x: number; y: number }) => {
      const before = down.get(moving)!;
      const [, still] = [...down].find(([id]) => id !== moving)!;
      const distance = (from: { x: number; y: number }) => Math.max(1, Math.hypot(from.x - still.x, from.y - still.y));
      const middle = { x: (now.x + still.x) / 2, y: (now.y + still.y) / 2 };
      const shown = stage.current!;
      shown.look(pan(shown.projection, (now.x - before.x) / 2, (now.y - before.y) / 2, latest.current.bounds));
      shown.look(zoomAt(shown.projection, distance(now) / distance(before), middle.x, middle.y));
    };

    const lift = (event: PointerEvent) => {
      if (!down.delete(event.pointerId)) return;
      const drawn = lasso;
      lasso = undefined;
      stage.current!.showLasso([]);
      if (event.type === 'pointercancel') return;
      const area = drawn && lassoArea(drawn);
      if (area) latest.current.onArea(area);
      if (moved >= CLICK_PX || down.size > 0) return;
      const point = pointAt(at(event), event.pointerType === 'touch' ? FINGER_REACH_PX : REACH_PX);
      if (point !== undefined) latest.current.onPick(point);
    };
    on('pointerup', lift);
    on('pointercancel', lift);
    on('pointerleave', () => latest.current.onHover(undefined));

    on('dblclick', (event) => {
      const { x, y } = at(event);
      const point = pointAt({ x, y }, REACH_PX);
      if (point !== undefined) latest.current.onOpen(point);
      else stage.current!.look(zoomAt(stage.current!.projection, DOUBLE_CLICK_ZOOM, x, y));
    });

    // the browser zooms the whole page otherwise
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE_PX;
      const { x, y } = at(event);
      const factor = Math.exp(-pixels * (event.ctrlKey ? PINCH_STEP : WHEEL_STEP));
      stage.current!.look(zoomAt(stage.current!.projection, factor, x, y));
    };
    on('wheel', turn, false);
    return () => events.abort();
  }, [canvas, stage]);
}
