import { OptionError } from '@rbassist/core';

/** Places for cues: first and last bar line, first kick, first bar of a section, and 32 bars after the drop. */
const CUE_PLACES = [
  'start',
  'first-kick',
  'intro',
  'build',
  'drop',
  'breakdown',
  'section',
  'outro',
  'mix-out',
  'end',
] as const;

export type CuePlace = (typeof CUE_PLACES)[number];

/** Place where a cue starts. A loop can have the place where it ends, or two loops around it, instead. */
type CuePosition =
  | { at: CuePlace; which: number | 'last' }
  | { until: CuePlace; which: number | 'last' }
  | { between: readonly [string, string] };

export interface CueTemplateItem {
  name: string;
  /** `hot` and `memory` are points unless a memory cue has a length; `loop` is a hot-cue loop. */
  kind: 'hot' | 'memory' | 'loop';
  /** Hot-cue pad, 0 (A) to 7 (H), or -1 for the first free pad. */
  num: number;
  position: CuePosition;
  /** Bars after the position; negative is before. Rounded to the nearest beat. */
  offsetBars: number;
  /** Bars of a loop. `auto` is 16 from 122 BPM and 8 below; `null` is a point. */
  lengthBars: number | 'auto' | null;
}

/** Cues to place on a track, in the order of the result. */
export interface CueTemplate {
  cues: readonly CueTemplateItem[];
}

const KINDS = ['hot', 'memory', 'loop'] as const;
const KEYS = ['name', 'kind', 'num', 'at', 'until', 'between', 'which', 'offset_bars', 'length_bars'];
const PADS = 8;
/** No player has room for more. */
const MOST_CUES = 100;

/**
 * Reads a cue template from plain data, such as parsed YAML or JSON. See docs/cues.md for the format.
 *
 * @throws {OptionError} for an invalid template. The message names the item and the allowed values.
 */
export function parseCueTemplate(document: unknown): CueTemplate {
  const cues = isRecord(document) ? document.cues : undefined;
  if (!Array.isArray(cues) || cues.length === 0) {
    throw new OptionError(
      'A cue template must be a mapping with a list "cues" of one or more items. See docs/cues.md.',
    );
  }
  if (cues.length > MOST_CUES) {
    throw new OptionError(`The cue template has ${cues.length} cues. The maximum is ${MOST_CUES}.`);
  }
  const items = cues.map(parseItem);
  checkTogether(items);
  return { cues: items };
}

function parseItem(item: unknown, index: number): CueTemplateItem {
  if (!isRecord(item))
    throw new OptionError(`Item ${index + 1} of the cue template must be a mapping with a name and a kind.`);
  const fail = (problem: string) => {
    const title = typeof item.name === 'string' ? ` ("${item.name}")` : '';
    return new OptionError(`Item ${index + 1}${title} of the cue template: ${problem}.`);
  };
  for (const key of Object.keys(item)) {
    if (!KEYS.includes(key)) throw fail(`"${key}" is not a known key; use one of ${KEYS.join(', ')}`);
  }
  const { name, kind, num = -1, offset_bars: offsetBars = 0 } = item;
  if (typeof name !== 'string' || name.trim() === '') throw fail('"name" must be text that is not empty');
  if (!isOneOf(KINDS, kind)) throw fail(`"kind" must be one of ${KINDS.join(', ')}`);
  if (typeof offsetBars !== 'number' || !Number.isFinite(offsetBars)) throw fail('"offset_bars" must be a number');
  const isPad = typeof num === 'number' && Number.isInteger(num) && num >= -1 && num < PADS;
  if (!isPad) throw fail('"num" must be a pad from 0 (A) to 7 (H), or -1 for the next free one');
  if (kind === 'memory' && num !== -1)
    throw fail('a memory cue has no pad; remove "num", or set "kind" to hot or loop');
  const lengthBars = parseLength(item, kind, fail);
  return { name, kind, num, position: parsePosition(item, lengthBars !== null, fail), offsetBars, lengthBars };
}

function parseLength(
  { length_bars: length = 'auto' }: Record<string, unknown>,
  kind: CueTemplateItem['kind'],
  fail: (problem: string) => OptionError,
): number | 'auto' | null {
  if (kind !== 'loop' && length === 'auto') return null;
  if (kind === 'hot') throw fail('a hot cue has no length; remove "length_bars", or set "kind" to loop');
  if (length === 'auto') return length;
  if (typeof length === 'number' && length > 0 && Number.isFinite(length)) return length;
  throw fail('"length_bars" must be a number above 0, or "auto"');
}

function parsePosition(
  { at, until, between, which = 1 }: Record<string, unknown>,
  isLoop: boolean,
  fail: (problem: string) => OptionError,
): CuePosition {
  if ([at, until, between].filter((value) => value !== undefined).length !== 1) {
    throw fail('use exactly one of "at", "until" and "between"');
  }
  if (at === undefined && !isLoop) throw fail('only a loop can have "until" or "between"; use "at"');
  if (between !== undefined) {
    const [first, second, ...more] = Array.isArray(between) ? between : [];
    if (typeof first !== 'string' || typeof second !== 'string' || more.length > 0) {
      throw fail('"between" must be the names of two other loops, e.g. [A, C]');
    }
    return { between: [first, second] };
  }
  const isCount = typeof which === 'number' && Number.isInteger(which) && which >= 1;
  if (which !== 'last' && !isCount) throw fail('"which" must be 1, 2, … or last');
  const place = at ?? until;
  if (!isOneOf(CUE_PLACES, place)) {
    throw fail(`"${at === undefined ? 'until' : 'at'}" must be one of ${CUE_PLACES.join(', ')}`);
  }
  return at === undefined ? { until: place, which } : { at: place, which };
}

function checkTogether(items: readonly CueTemplateItem[]): void {
  const hot = items.filter(({ kind }) => kind !== 'memory');
  if (hot.length > PADS) {
    throw new OptionError(
      `The cue template has ${hot.length} hot cues and loops. The maximum is ${PADS}, one for each pad.`,
    );
  }
  const pads = hot.map(({ num }) => num).filter((num) => num >= 0);
  const twice = pads.find((num, i) => pads.indexOf(num) < i);
  if (twice !== undefined)
    throw new OptionError(`Two items of the cue template use pad ${twice}. Change "num" of one of them.`);
  items.forEach(({ name, position }, i) => {
    if (!('between' in position)) return;
    for (const other of position.between) {
      const target = items.find((item) => item.name === other);
      if (target && target.lengthBars !== null && !('between' in target.position)) continue;
      throw new OptionError(
        `Item ${i + 1} ("${name}") of the cue template: "between" names "${other}"; it must name two loops with "at" or "until".`,
      );
    }
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf<T extends string>(values: readonly T[], value: unknown): value is T {
  return values.some((known) => known === value);
}
