import { type BandColors, type Bands, bandHeights } from '../../components/waveform/draw-waveform.ts';
import type { GridLine } from '../../tracks/grid-lines.ts';
import { type Cue, isLoop } from './cue-list.ts';
import type { ViewWindow } from './view-window.ts';

/** Colours of the marks over a detailed waveform, as CSS. */
export interface DetailColors extends BandColors {
  beat: string;
  bar: string;
  cue: string;
  loop: string;
  playhead: string;
}

/** A stretch of the detailed waveform that is here. */
export interface DetailPart {
  readonly startS: number;
  /** Seconds of one column. */
  readonly stepS: number;
  readonly bands: Bands;
}

/** Contents of one picture of the detail. */
export interface DetailPicture {
  readonly window: ViewWindow;
  readonly parts: readonly DetailPart[];
  readonly lines: readonly GridLine[];
  readonly cues: readonly Cue[];
  readonly positionS: number | undefined;
}

/** Pixels between beats below which only bars are drawn. */
const CLOSEST_BEATS_PX = 6;
const BANDS = ['low', 'mid', 'high'] as const;

/** Draws bands, beats, bars, loops, cues and the playing position. Widths are in pixels of the canvas. */
export function drawDetail(canvas: HTMLCanvasElement, picture: DetailPicture, colors: DetailColors): void {
  const { window, parts, lines, cues, positionS } = picture;
  const { width, height } = canvas;
  const context = canvas.getContext('2d')!;
  const scale = devicePixelRatio;
  const perSecond = width / (window.toS - window.fromS);
  const x = (timeS: number) => (timeS - window.fromS) * perSecond;
  const line = (timeS: number, color: string, wide: number) => {
    context.fillStyle = color;
    context.fillRect(Math.round(x(timeS) - (wide * scale) / 2), 0, wide * scale, height);
  };

  context.clearRect(0, 0, width, height);
  for (const cue of cues.filter(isLoop)) {
    context.fillStyle = colors.loop;
    context.fillRect(x(cue.start), 0, x(cue.end!) - x(cue.start), height);
  }
  for (const part of parts) drawBands(context, part, picture, colors, height);
  const beatPx = lines.length > 1 ? x(lines[1]!.timeS) - x(lines[0]!.timeS) : 0;
  for (const { timeS, beat } of lines) {
    if (beat === 1) line(timeS, colors.bar, 1.5);
    else if (beatPx > CLOSEST_BEATS_PX * scale) line(timeS, colors.beat, 1);
  }
  for (const cue of cues) line(cue.start, colors.cue, 2);
  if (positionS !== undefined) line(positionS, colors.playhead, 2);
}

/** Draws one part's columns inside the window, mirrored around the middle. */
function drawBands(
  context: CanvasRenderingContext2D,
  { startS, stepS, bands }: DetailPart,
  { window }: DetailPicture,
  colors: DetailColors,
  height: number,
): void {
  const { width } = context.canvas;
  const columns = Math.floor(bands.length / 3);
  const first = Math.max(0, Math.floor((window.fromS - startS) / stepS));
  const after = Math.min(columns, Math.ceil((window.toS - startS) / stepS));
  if (after <= first) return;
  const perSecond = width / (window.toS - window.fromS);
  const from = (startS + first * stepS - window.fromS) * perSecond;
  const shown = bands.subarray(first * 3, after * 3);
  const wide = (after - first) * stepS * perSecond;
  const bars = Math.max(1, Math.min(Math.ceil(wide), after - first));
  BANDS.forEach((name, band) => {
    context.fillStyle = colors[name];
    context.beginPath();
    bandHeights(shown, band as 0 | 1 | 2, bars).forEach((share, bar) => {
      const tall = Math.max(1, share * height * 0.9);
      context.rect(from + (bar * wide) / bars, (height - tall) / 2, wide / bars + 0.5, tall);
    });
    context.fill();
  });
}
