import type { paths } from '../../api/schema.d.ts';
import { daysAgo } from '../../components/filters/added-filter.tsx';
import { keyHue, WHEEL } from '../../components/key-wheel/wheel-geometry.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { ENERGY_STEPS } from '../../tracks/energy-steps.ts';
import { type TrackQuery, writeRange } from '../../tracks/track-query.ts';
import type { ColorBy } from './map-query.ts';

type Values = paths['/api/map/values']['get']['responses'][200]['content']['application/json'];

/** Filters that a legend sets. */
type LegendField = 'genre' | 'key' | 'tag' | 'bpm' | 'energy' | 'added';

/** A colour of the map with its name. */
export interface LegendItem {
  readonly name: string;
  /** Colour in CSS. */
  readonly color: string;
  /** Points of this colour. */
  readonly count: number;
  /** Filter that keeps the points of this colour; none for a colour of several values. */
  readonly filter?: { readonly field: LegendField; readonly value: string };
}

/** Colours of all points. */
export interface ColorScale {
  readonly items: readonly LegendItem[];
  /** Place of each point's colour in `items`. */
  readonly itemOf: Uint8Array;
}

/** Names with a colour of their own; more can't be told apart. */
const MOST_NAMES = 10;
/** Widths of a step of BPM, and the steps that a legend may have. */
const BPM_WIDTHS = [1, 2, 5, 10, 20, 50];
const MOST_STEPS = 7;
/** Share of the tracks that may lie beyond the first and the last step. */
const TAIL = 0.02;
/** Days of the steps of an age. */
const AGES = [7, 30, 90, 365, 1095];
const DAY_S = 86_400;

const UNKNOWN = 'var(--map-unknown)';
const OTHER = 'var(--map-other)';

type Step = Omit<LegendItem, 'count' | 'color'>;

/** Returns the colours of points by their values, with a legend. */
export function colorScale(by: ColorBy, { names, values }: Values, now = Date.now()): ColorScale {
  if (by === 'genre' || by === 'tag') return nameScale(by, names, values);
  if (by === 'key') return keyScale(names, values);
  const { steps, stepOf } = STEPS[by](values, now);
  const colors = steps.map((_, i) => rampColor(steps.length === 1 ? 1 : i / (steps.length - 1)));
  return scaleOf(
    steps.map((step, i) => ({ ...step, color: colors[i]! })),
    values.map((value) => (value === null ? undefined : stepOf(value))),
  );
}

/** Turns the filter of an item on, or off if it is on. */
export function toggleItem(filters: TrackQuery, { field, value }: NonNullable<LegendItem['filter']>): TrackQuery {
  const now = filters[field];
  if (typeof now === 'string') return { ...filters, [field]: now === value ? '' : value };
  return { ...filters, [field]: now.includes(value) ? now.filter((other) => other !== value) : [...now, value] };
}

/** Returns true for an item whose filter is on. */
export function isOn(filters: TrackQuery, { field, value }: NonNullable<LegendItem['filter']>): boolean {
  const now = filters[field];
  return typeof now === 'string' ? now === value : now.includes(value);
}

function nameScale(field: 'genre' | 'tag', names: readonly string[], values: Values['values']): ColorScale {
  const shown = names.slice(0, MOST_NAMES).map((name, i) => ({
    name: shownText(name),
    color: `var(--map-name-${i + 1})`,
    filter: { field, value: name },
  }));
  const others = names.length - shown.length;
  const other = { name: text.map.others(others), color: OTHER };
  const items = others > 0 ? [...shown, other] : shown;
  return scaleOf(
    items,
    values.map((value) => (value === null ? undefined : Math.min(value, MOST_NAMES))),
  );
}

function keyScale(names: readonly string[], values: Values['values']): ColorScale {
  const keys = WHEEL.filter((key) => names.includes(key));
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  const items = keys.map((key) => ({
    name: key,
    color: keyColor(key),
    filter: { field: 'key' as const, value: key },
  }));
  return scaleOf(
    items,
    values.map((value) => (value === null ? undefined : placeOf.get(names[value]!))),
  );
}

/** Returns the colour of a key: the hue of the key wheel; a minor key has the colour that lists give it. */
function keyColor(key: string): string {
  const hue = keyHue(key);
  return key.endsWith('A')
    ? `light-dark(oklch(43% 0.11 ${hue}), oklch(83% 0.1 ${hue}))`
    : `light-dark(oklch(60% 0.14 ${hue}), oklch(63% 0.14 ${hue}))`;
}

function rampColor(share: number): string {
  return `color-mix(in oklch, var(--map-low), var(--map-high) ${Math.round(100 * share)}%)`;
}

interface Steps {
  readonly steps: readonly Step[];
  stepOf(value: number): number;
}

const STEPS: Readonly<Record<'bpm' | 'energy' | 'added', (values: Values['values'], now: number) => Steps>> = {
  bpm: (values) => {
    const known = values.filter((value) => value !== null).sort((a, b) => a - b);
    const [low, high] = [known[Math.floor(TAIL * known.length)], known[Math.ceil((1 - TAIL) * known.length) - 1]];
    if (low === undefined || high === undefined) return { steps: [], stepOf: () => 0 };
    const stepsOf = (width: number) => Math.floor(high / width) - Math.floor(low / width) + 1;
    const width = BPM_WIDTHS.find((each) => stepsOf(each) <= MOST_STEPS) ?? BPM_WIDTHS.at(-1)!;
    const count = Math.min(stepsOf(width), MOST_STEPS);
    const first = Math.floor(low / width) * width;
    const steps = Array.from({ length: count }, (_, i) => {
      const from = i === 0 ? '' : String(first + i * width);
      const to = i === count - 1 ? '' : String(first + (i + 1) * width - 0.01);
      const range = writeRange({ from, to }, '-');
      // a range without ends is no filter
      return {
        name: text.map.bpmStep(i === 0 ? undefined : first + i * width, to && first + (i + 1) * width),
        ...(range && { filter: { field: 'bpm' as const, value: range } }),
      };
    });
    const stepOf = (value: number) => Math.max(0, Math.min(count - 1, Math.floor((value - first) / width)));
    return { steps, stepOf };
  },
  energy: () => ({
    steps: ENERGY_STEPS.map(({ from, to, range }) => ({
      name: text.filters.energySteps(from, to),
      filter: { field: 'energy' as const, value: range },
    })),
    stepOf: (value) => Math.max(0, Math.min(ENERGY_STEPS.length - 1, Math.floor(value * ENERGY_STEPS.length))),
  }),
  added: (_, now) => {
    // the newest come last, so that they are the brightest
    const steps = [...AGES.keys(), AGES.length].reverse().map((i) => {
      const [youngest, oldest] = [i === 0 ? undefined : AGES[i - 1]! + 1, AGES[i]];
      const from = oldest === undefined ? '' : daysAgo(oldest, now);
      const to = youngest === undefined ? '' : daysAgo(youngest, now);
      return {
        name: text.map.ageStep(youngest, oldest),
        filter: { field: 'added' as const, value: writeRange({ from, to }, '..') },
      };
    });
    const today = Math.floor(now / 1000 / DAY_S);
    const stepOf = (value: number) => {
      const age = today - Math.floor(value / DAY_S);
      const step = AGES.findIndex((oldest) => age <= oldest);
      return step < 0 ? 0 : AGES.length - step;
    };
    return { steps, stepOf };
  },
};

/** Counts the points of each item, adds one for unknown values, and leaves out those without points. */
function scaleOf(items: readonly Omit<LegendItem, 'count'>[], places: readonly (number | undefined)[]): ColorScale {
  const counts = new Uint32Array(items.length + 1);
  for (const place of places) counts[place ?? items.length]!++;
  const all = [...items, { name: text.map.unknown, color: UNKNOWN }];
  const kept = [...all.keys()].filter((place) => counts[place]! > 0);
  const placeOf = new Map(kept.map((place, i) => [place, i]));
  return {
    items: kept.map((place) => ({ ...all[place]!, count: counts[place]! })),
    itemOf: Uint8Array.from(places, (place) => placeOf.get(place ?? items.length)!),
  };
}
