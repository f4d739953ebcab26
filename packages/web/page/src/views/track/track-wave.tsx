import { useQueries, useQuery } from '@tanstack/react-query';
import { ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Track } from '../../api/types.ts';
import { IconButton } from '../../components/button/button.tsx';
import { takeFocus } from '../../components/take-focus.ts';
import { bandColors, fitToScreen, Waveform } from '../../components/waveform/waveform.tsx';
import { TrackMarks } from '../../player/track-marks.tsx';
import { usePosition } from '../../player/use-position.ts';
import { useTheme } from '../../shell/theme.ts';
import { text } from '../../text/en.ts';
import { gridLines } from '../../tracks/grid-lines.ts';
import { DETAIL_PART_S, detailQuery, waveformQuery } from '../../tracks/queries.ts';
import { type DetailColors, type DetailPart, drawDetail } from './draw-detail.ts';
import styles from './track-wave.module.css';
import type { Place } from './use-place.ts';
import { follow, pan, type ViewWindow, windowAt, zoom } from './view-window.ts';

/** Seconds that the detail shows first. */
const FIRST_S = 16;
const ZOOM_STEP = 1.5;
/** Pixels that a pointer may move and still click. */
const CLICK_PX = 4;
const NO_BANDS = new Uint8Array();

interface TrackWaveProps {
  track: Track;
  place: Place;
  durationS: number;
  /** Letters that the view answers while the waveform has the focus. */
  onLetter: (letter: string) => void;
}

/** A track's waveform twice: the whole with the position, and a part with beats, bars, cues and loops. */
export function TrackWave({ track, place, durationS, onLetter }: TrackWaveProps) {
  const [window, setWindow] = useState(() => windowAt(place.positionS() - FIRST_S / 4, FIRST_S, durationS));

  const goTo = (positionS: number) => place.goTo(Math.max(0, Math.min(positionS, durationS)));
  const zoomBy = (factor: number) =>
    setWindow((now) => {
      const at = place.positionS();
      const middle = (now.fromS + now.toS) / 2;
      return zoom(now, factor, at > now.fromS && at < now.toS ? at : middle, durationS);
    });

  const shownS = useRef(place.positionS());
  usePosition(() => {
    const positionS = place.positionS();
    // somebody may look elsewhere while the position rests
    if (positionS === shownS.current) return;
    shownS.current = positionS;
    setWindow((now) => follow(now, positionS, durationS));
  });

  const beatS = 60 / (track.bpm.value || 120);
  const press = (event: KeyboardEvent) => {
    const beats = event.shiftKey ? 4 : 1;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight') goTo(place.positionS() + beats * beatS);
    else if (event.key === 'ArrowLeft') goTo(place.positionS() - beats * beatS);
    else if (event.key === ' ') place.playOrPause();
    else if (event.key === '+' || event.key === '=') zoomBy(1 / ZOOM_STEP);
    else if (event.key === '-') zoomBy(ZOOM_STEP);
    else if (/^[a-z]$/i.test(event.key)) onLetter(event.key.toLowerCase());
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.waves}>
      <Overview track={track} place={place} durationS={durationS} window={window} onGoTo={goTo} onPress={press} />
      <div className={styles.detailPlace}>
        <Detail track={track} place={place} durationS={durationS} window={window} onWindow={setWindow} onGoTo={goTo} />
        <div className={styles.zoom}>
          <IconButton label={text.track.zoomIn} onClick={() => zoomBy(1 / ZOOM_STEP)}>
            <ZoomIn size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={text.track.zoomOut} onClick={() => zoomBy(ZOOM_STEP)}>
            <ZoomOut size={16} aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      <p className={styles.keys}>{text.track.keys}</p>
    </div>
  );
}

interface OverviewProps {
  track: Track;
  place: Place;
  durationS: number;
  window: ViewWindow;
  onGoTo: (positionS: number) => void;
  onPress: (event: KeyboardEvent) => void;
}

/** The whole track, with the position as a slider over it and the detail's part marked. */
function Overview({ track, place, durationS, window, onGoTo, onPress }: OverviewProps) {
  const bands = useQuery(waveformQuery(track.id)).data ?? NO_BANDS;
  const slider = useRef<HTMLInputElement>(null);
  const head = useRef<HTMLSpanElement>(null);
  const said = useRef(-1);
  useEffect(() => takeFocus(slider.current), []);
  usePosition(() => {
    const positionS = place.positionS();
    head.current!.style.insetInlineStart = `${(100 * positionS) / durationS}%`;
    const tenth = Math.round(positionS * 10);
    if (tenth === said.current) return;
    said.current = tenth;
    slider.current!.value = String(positionS);
    slider.current!.setAttribute('aria-valuetext', text.player.positionOf(positionS, durationS));
  });
  const percent = (seconds: number) => `${(100 * seconds) / durationS}%`;
  return (
    <div className={styles.overview}>
      <Waveform bands={bands} />
      <TrackMarks track={track} durationS={durationS} />
      <span
        className={styles.window}
        style={{ insetInlineStart: percent(window.fromS), inlineSize: percent(window.toS - window.fromS) }}
      />
      <span ref={head} className={styles.head} />
      <input
        ref={slider}
        type="range"
        className={styles.slider}
        aria-label={text.track.overview}
        min={0}
        max={durationS}
        step="any"
        defaultValue={0}
        onChange={(event) => onGoTo(event.target.valueAsNumber)}
        onKeyDown={onPress}
      />
    </div>
  );
}

interface DetailProps extends Omit<OverviewProps, 'onPress'> {
  onWindow: (next: (window: ViewWindow) => ViewWindow) => void;
}

/** A part of the track on a canvas. The slider over the whole does by keyboard what the pointer does here. */
function Detail({ track, place, durationS, window, onWindow, onGoTo }: DetailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shown: theme } = useTheme();
  const parts = useParts(track.id, window, durationS);
  const colors = useMemo(() => detailColors(theme), [theme]);
  const tempos = track.tempos.value;
  const lines = useMemo(() => gridLines(tempos ?? [], window.fromS, window.toS), [tempos, window]);
  const cues = track.cues.value ?? [];

  const drawn = useRef<unknown[]>([]);
  usePosition(() => {
    const positionS = place.positionS();
    const { clientWidth, clientHeight } = canvas.current!;
    const shows = [positionS, window, parts, lines, cues, colors, clientWidth, clientHeight];
    if (shows.every((each, i) => each === drawn.current[i])) return;
    drawn.current = shows;
    fitToScreen(canvas.current!);
    drawDetail(canvas.current!, { window, parts, lines, cues, positionS }, colors);
  });

  const secondsOf = (pixels: number) => (pixels / canvas.current!.clientWidth) * (window.toS - window.fromS);
  const timeAt = (clientX: number) => window.fromS + secondsOf(clientX - canvas.current!.getBoundingClientRect().left);

  const drag = useRef<{ startX: number; lastX: number }>(null);
  const down = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, lastX: event.clientX };
  };
  const move = (event: PointerEvent) => {
    if (!drag.current || Math.abs(event.clientX - drag.current.startX) <= CLICK_PX) return;
    const seconds = secondsOf(drag.current.lastX - event.clientX);
    drag.current.lastX = event.clientX;
    onWindow((now) => pan(now, seconds, durationS));
  };
  const up = (event: PointerEvent) => {
    if (drag.current && Math.abs(event.clientX - drag.current.startX) <= CLICK_PX) onGoTo(timeAt(event.clientX));
    drag.current = null;
  };

  const wheel = useRef<(event: WheelEvent) => void>(null);
  wheel.current = (event) => {
    event.preventDefault();
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const fixed = timeAt(event.clientX);
    onWindow((now) =>
      sideways ? pan(now, secondsOf(event.deltaX), durationS) : zoom(now, 1.002 ** event.deltaY, fixed, durationS),
    );
  };
  useEffect(() => {
    // React's own listener is passive, and can't keep the page from scrolling
    const turn = (event: WheelEvent) => wheel.current!(event);
    const element = canvas.current!;
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, []);

  return (
    <canvas
      ref={canvas}
      className={styles.detail}
      role="img"
      aria-label={text.track.detail}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => {
        drag.current = null;
      }}
    />
  );
}

/** Fetches the parts of the detail that a window shows. */
function useParts(id: string, { fromS, toS }: ViewWindow, durationS: number): readonly DetailPart[] {
  const first = Math.floor(fromS / DETAIL_PART_S);
  const last = Math.floor(Math.min(toS, durationS - 0.001) / DETAIL_PART_S);
  const wanted = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return useQueries({
    queries: wanted.map((part) => detailQuery(id, part)),
    combine: partsOf,
  });
}

function partsOf(answers: readonly { data?: DetailPart }[]): DetailPart[] {
  return answers.flatMap(({ data }) => (data ? [data] : []));
}

/** Reads the colours of a theme, which the page shows now. */
function detailColors(theme: 'light' | 'dark'): DetailColors {
  const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);
  return {
    ...bandColors(theme),
    beat: theme === 'dark' ? 'rgb(255 255 255 / 22%)' : 'rgb(0 0 0 / 18%)',
    bar: theme === 'dark' ? 'rgb(255 255 255 / 60%)' : 'rgb(0 0 0 / 55%)',
    loop: theme === 'dark' ? 'rgb(80 220 160 / 18%)' : 'rgb(0 130 80 / 16%)',
    cue: color('--accent'),
    playhead: theme === 'dark' ? '#ff6b6b' : '#c02020',
  };
}
