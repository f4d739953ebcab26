import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { setQuery } from '../../lists/set-queries.ts';
import { useTheme } from '../../shell/theme.ts';
import { shownText } from '../../text/format.ts';
import { activeFilters } from '../../tracks/track-query.ts';
import { type Area, areaTest, readArea } from './area.ts';
import { type ColorScale, colorScale } from './color-scale.ts';
import { canvasColors, rgbOf } from './css-colors.ts';
import { type MapWord, type OverlayColors, wordFont } from './draw-overlay.ts';
import { type LibraryMap, mapFilterQuery, mapLabelsQuery, mapQuery, mapValuesQuery } from './map-queries.ts';
import type { MapQuery } from './map-query.ts';
import { DIM, LIT, OUTSIDE, type PointColors, pointColors } from './point-colors.ts';

/** Contents of the map for a query. */
export interface MapScene {
  /** Place of each track's point. */
  readonly pointOf: ReadonlyMap<string, number>;
  readonly scale: ColorScale;
  readonly colors: PointColors;
  readonly overlayColors: OverlayColors;
  readonly words: readonly MapWord[];
  readonly area: Area | undefined;
  /** True for a point that passes the filters. */
  readonly passes: (point: number) => boolean;
  /** Points that pass the filters. */
  readonly passing: number;
  /** Ids of the tracks in the area that pass; none without an area. */
  readonly chosen: readonly string[];
  /** x and y of the tracks of the set. */
  readonly path: readonly number[];
  /** Tracks of the set that have no point. */
  readonly leftOut: number;
}

const NO_SCALE: ColorScale = { items: [], itemOf: new Uint8Array() };
/** Colour of every point until their values are here. */
const NO_ITEM = { color: 'var(--map-other)', filter: undefined };
const LONGEST_WORD = 28;
const NO_LABELS: never[] = [];

/** Gathers what the map shows: colours, words, the chosen tracks and the path of a set. */
export function useMapScene(map: LibraryMap, query: MapQuery): MapScene {
  const { places, count, ids, tag } = map;
  const filtered = activeFilters(query.filters).length > 0;
  const values = useQuery(mapValuesQuery(query.by)).data;
  const filter = useQuery({ ...mapFilterQuery(query.filters), enabled: filtered }).data;
  const labels = useQuery(mapLabelsQuery).data ?? NO_LABELS;
  const set = useQuery({ ...setQuery(query.set), enabled: query.set !== '' }).data;
  const { shown: theme } = useTheme();
  useSameMap(tag, values?.map, filtered ? filter?.map : undefined);

  const pointOf = useMemo(() => new Map(ids.map((id, point) => [id, point])), [ids]);
  const bits = filtered && filter?.map === tag ? filter.bits : undefined;
  const passes = useMemo(
    () => (point: number) => bits === undefined || ((bits[point >> 3]! >> (point & 7)) & 1) === 1,
    [bits],
  );
  const scale = useMemo(() => {
    if (values?.map === tag) return colorScale(query.by, values);
    return { ...NO_SCALE, itemOf: new Uint8Array(count) };
  }, [values, tag, query.by, count]);
  const area = useMemo(() => readArea(query.area), [query.area]);

  const { brightness, passing, chosen } = useMemo(() => {
    const found = { brightness: new Uint8Array(count), passing: 0, chosen: [] as string[] };
    const isInside = area && areaTest(area);
    for (let point = 0; point < count; point++) {
      const isPassing = passes(point);
      const isChosen = isPassing && isInside?.(places[2 * point]!, places[2 * point + 1]!);
      if (isPassing) found.passing++;
      if (isChosen) found.chosen.push(ids[point]!);
      found.brightness[point] = isPassing ? (area && !isChosen ? OUTSIDE : LIT) : DIM;
    }
    return found;
  }, [passes, area, places, count, ids]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme
  const colors = useMemo(() => {
    const items = scale.items.length > 0 ? scale.items : [NO_ITEM];
    const rgb = rgbOf(items.map(({ color }) => color));
    const paints = items.map(({ filter: named }, i) => ({ rgb: rgb[i]!, isNamed: named !== undefined }));
    return pointColors(scale.itemOf, paints, brightness);
  }, [scale, brightness, theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme
  const overlayColors = useMemo(readOverlayColors, [theme]);
  const words = useMemo(() => measureWords(labels), [labels]);

  const path = useMemo(() => {
    const points = (query.set && set?.rows.map(({ track }) => pointOf.get(track.id))) || [];
    return {
      path: points.flatMap((point) => (point === undefined ? [] : [places[2 * point]!, places[2 * point + 1]!])),
      leftOut: points.filter((point) => point === undefined).length,
    };
  }, [query.set, set, pointOf, places]);

  return { pointOf, scale, colors, overlayColors, words, area, passes, passing, chosen, ...path };
}

/** Asks for the map again when an answer belongs to a newer one. */
function useSameMap(tag: string, ...others: (string | undefined)[]): void {
  const queries = useQueryClient();
  const isOld = others.some((other) => other !== undefined && other !== tag);
  useEffect(() => {
    if (isOld) void queries.invalidateQueries({ queryKey: mapQuery.queryKey, exact: true });
  }, [isOld, queries]);
}

function readOverlayColors(): OverlayColors {
  const [text, ground, accent, onAccent] = canvasColors(['text', 'ground', 'accent', 'on-accent'].map(tokenColor));
  return { text: text!, ground: ground!, accent: accent!, onAccent: onAccent! };
}

function tokenColor(name: string): string {
  return `var(--${name})`;
}

function measureWords(labels: readonly Omit<MapWord, 'width' | 'height'>[]): MapWord[] {
  const context = document.createElement('canvas').getContext('2d')!;
  return labels.map(({ x, y, level, tracks, text: word }) => {
    const said = shownText(word);
    const shown = said.length > LONGEST_WORD ? `${said.slice(0, LONGEST_WORD)}…` : said;
    context.font = wordFont(level);
    return { x, y, level, tracks, text: shown, width: context.measureText(shown).width, height: level === 0 ? 20 : 16 };
  });
}
