import { CircleDot, Lasso, Maximize, Minus, Plus, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '../../components/button/button.tsx';
import { takeFocus } from '../../components/take-focus.ts';
import { usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import type { Area } from './area.ts';
import { type Camera, pan, reveal, toScreen, wholeMap, zoomAt } from './camera.ts';
import styles from './map-canvas.module.css';
import type { LibraryMap } from './map-queries.ts';
import { MapStage } from './map-stage.ts';
import { type Direction, nearestInDirection, nearestPoint } from './nearest-point.ts';
import { PointCard } from './point-card.tsx';
import { useHoverPlay } from './use-hover-play.ts';
import { useMapPointer } from './use-map-pointer.ts';
import type { MapScene } from './use-map-scene.ts';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const ZOOM_STEP = 1.5;
const PAN_PX = 80;
/** Pixels between the cursor and the edge of the map. */
const MARGIN_PX = 16;
/** Pixels of the first area around a point, and its growth. */
const AROUND_PX = 60;
const AREA_STEP = 1.3;
/** Pixels of the largest card of a point. */
const CARD_WIDTH = 280;
const CARD_HEIGHT = 110;
/** Milliseconds that the map rests before its part in view is noted. */
const REST_MS = 400;

interface MapCanvasProps {
  map: LibraryMap;
  scene: MapScene;
  /** Part in view at first. */
  camera: Camera | undefined;
  cursor: number | undefined;
  playsOnHover: boolean;
  onCursor: (point: number) => void;
  onOpen: (point: number) => void;
  onPlay: (point: number) => void;
  onArea: (area: Area | undefined) => void;
  onCamera: (camera: Camera) => void;
}

/** The map itself: points, words and tools, by pointer and by keyboard. */
export function MapCanvas(props: MapCanvasProps) {
  const { map, scene, camera, cursor, playsOnHover, onCursor, onOpen, onPlay, onArea, onCamera } = props;
  const { places, bounds, ids } = map;
  const { passes, area } = scene;
  const [under, setHovered] = useState<number>();
  // a newer map may have fewer points
  const hovered = under !== undefined && under < map.count ? under : undefined;
  const [lassoing, setLassoing] = useState(false);
  const [isSlow, setSlow] = useState(false);
  const keysId = useId();
  const { track, status } = usePlayer();
  const playing = track && status !== 'empty' ? scene.pointOf.get(track.id) : undefined;
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const pulse = useRef<HTMLSpanElement>(null);
  const stage = useRef<MapStage>(undefined);
  useHoverPlay(hovered === undefined ? undefined : ids[hovered], playsOnHover);

  const shown = {
    ...{ points: map, colors: scene.colors, overlayColors: scene.overlayColors, words: scene.words },
    ...{ area, path: scene.path, cursor, hovered },
  };
  const latest = useRef({ shown, camera, onCamera, marks: { playing, hovered } });
  latest.current = { shown, camera, onCamera, marks: { playing, hovered } };

  const placeMarks = useCallback((drawn: MapStage) => {
    const { playing: sounding, hovered: pointed } = latest.current.marks;
    for (const [element, point] of [
      [pulse.current, sounding],
      [card.current, pointed],
    ] as const) {
      if (!element || point === undefined) continue;
      const [x, y] = drawn.pixelOf(point);
      element.style.transform = `translate(${x}px, ${y}px)`;
      // a card at the edge opens inwards
      element.toggleAttribute('data-left', x > drawn.projection.width - CARD_WIDTH);
      element.toggleAttribute('data-up', y > drawn.projection.height - CARD_HEIGHT);
    }
  }, []);

  const noted = useRef(camera);
  const sent = useRef(camera);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const opened = new MapStage(canvas.current!, overlay.current!, latest.current.shown, noted.current, (drawn) => {
      placeMarks(drawn);
      noted.current ??= drawn.camera;
      if (noted.current === drawn.camera) return;
      noted.current = drawn.camera;
      clearTimeout(timer);
      timer = setTimeout(() => {
        sent.current = drawn.camera;
        latest.current.onCamera(drawn.camera);
      }, REST_MS);
    });
    stage.current = opened;
    setSlow(opened.isSlow);
    return () => {
      clearTimeout(timer);
      opened.close();
    };
  }, [placeMarks]);
  // every render may have changed what the map shows; it draws once per picture of the screen
  useEffect(() => stage.current!.show(latest.current.shown));
  useEffect(() => {
    // the address has another part of the map: somebody went back
    if (camera && camera !== sent.current) stage.current!.look(camera);
  }, [camera]);
  useEffect(() => {
    if (cursor === undefined || !stage.current) return;
    stage.current.look(reveal(stage.current.projection, places[2 * cursor]!, places[2 * cursor + 1]!, MARGIN_PX));
  }, [cursor, places]);
  useEffect(() => {
    takeFocus(overlay.current!.parentElement);
  }, []);

  useMapPointer(canvas, stage, {
    ...{ places, bounds, lassoing, passes, onOpen },
    onHover: setHovered,
    onPick: onCursor,
    onArea(drawn) {
      setLassoing(false);
      onArea(drawn);
    },
  });

  const zoomBy = (factor: number) => {
    const { projection } = stage.current!;
    const { width, height } = projection;
    const [x, y] = cursor === undefined ? [-1, -1] : toScreen(projection, places[2 * cursor]!, places[2 * cursor + 1]!);
    const isInView = x >= 0 && x <= width && y >= 0 && y <= height;
    stage.current!.look(
      isInView ? zoomAt(projection, factor, x, y) : zoomAt(projection, factor, width / 2, height / 2),
    );
  };
  const showWhole = () => stage.current!.look(wholeMap(bounds));
  const walk = (direction: Direction) => {
    const { x, y } = stage.current!.camera;
    const next =
      cursor === undefined
        ? nearestPoint(places, x, y, Number.POSITIVE_INFINITY, passes)
        : nearestInDirection(places, cursor, direction, passes);
    if (next !== undefined) onCursor(next);
  };
  const chooseAround = (factor: number) => {
    if (cursor === undefined) return;
    const [x, y] = [places[2 * cursor]!, places[2 * cursor + 1]!];
    const isHere = area?.kind === 'circle' && Math.hypot(area.x - x, area.y - y) < 0.01;
    const first = AROUND_PX / stage.current!.projection.scale;
    onArea({ kind: 'circle', x, y, radius: isHere ? area.radius * factor : first });
  };
  const resize = (factor: number) => {
    if (area?.kind === 'circle') onArea({ ...area, radius: area.radius * factor });
  };

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = ARROWS[event.key];
    const key = event.key.toLowerCase();
    if (direction && event.shiftKey) {
      const [dx, dy] = direction;
      stage.current!.look(pan(stage.current!.projection, -dx * PAN_PX, dy * PAN_PX, bounds));
    } else if (direction) walk(direction);
    else if (key === ' ') cursor !== undefined && onPlay(cursor);
    else if (key === 'enter') cursor !== undefined && onOpen(cursor);
    else if (key === '+' || key === '=') zoomBy(ZOOM_STEP);
    else if (key === '-') zoomBy(1 / ZOOM_STEP);
    else if (key === '0') showWhole();
    else if (key === 'r') chooseAround(event.shiftKey ? 1 / AREA_STEP : AREA_STEP);
    else if (key === 'escape') {
      setLassoing(false);
      setHovered(undefined);
      onArea(undefined);
    } else return;
    event.preventDefault();
  };

  return (
    <div className={styles.place}>
      <div
        role="application"
        aria-label={text.map.label}
        aria-describedby={keysId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
        tabIndex={0}
        className={styles.map}
        data-lassoing={lassoing || undefined}
        data-hovering={hovered !== undefined || undefined}
        onKeyDown={press}
      >
        <canvas ref={canvas} className={styles.points} />
        <canvas ref={overlay} className={styles.overlay} />
        {playing !== undefined && <span ref={pulse} className={styles.pulse} data-playing={status === 'playing'} />}
        {hovered !== undefined && (
          <div ref={card} className={styles.card}>
            <PointCard id={ids[hovered]!} />
          </div>
        )}
      </div>
      <p id={keysId} className="unseen">
        {text.map.keys}
      </p>
      {isSlow && <p className={styles.note}>{text.map.withoutWebGl}</p>}
      <div role="toolbar" aria-label={text.map.tools} className={styles.tools}>
        <IconButton label={text.map.lasso} aria-pressed={lassoing} onClick={() => setLassoing(!lassoing)}>
          <Lasso size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={text.map.around} disabled={cursor === undefined} onClick={() => chooseAround(1)}>
          <CircleDot size={16} aria-hidden="true" />
        </IconButton>
        {area?.kind === 'circle' && (
          <>
            <IconButton label={text.map.grow} onClick={() => resize(AREA_STEP)}>
              <Plus size={16} aria-hidden="true" />
            </IconButton>
            <IconButton label={text.map.shrink} onClick={() => resize(1 / AREA_STEP)}>
              <Minus size={16} aria-hidden="true" />
            </IconButton>
          </>
        )}
        <IconButton label={text.track.zoomIn} onClick={() => zoomBy(ZOOM_STEP)}>
          <ZoomIn size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={text.track.zoomOut} onClick={() => zoomBy(1 / ZOOM_STEP)}>
          <ZoomOut size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={text.map.whole} onClick={showWhole}>
          <Maximize size={16} aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  );
}
