import type { components } from '../../api/schema.d.ts';
import { PLAN_MODES, type PlanMode } from '../../lists/plan-modes.ts';
import { ENERGY_CURVES, type EnergyCurve, type KeptPlan } from '../../lists/set-queries.ts';

type Schemas = components['schemas'];

/** Contents of the address of the view. */
export interface PlanQuery {
  readonly mode: PlanMode;
  readonly must: readonly string[];
  readonly energy: EnergyCurve | '';
  readonly keysMustMix: boolean;
  readonly noDouble: boolean;
  /** True once somebody asked for a plan; each change then plans again. */
  readonly asked: boolean;
  readonly texts: Readonly<Record<PlanText, string>>;
}

/** Fields of the address that hold one text. */
const TEXTS = [
  ...(['tracks', 'minutes', 'start', 'end', 'tempoFrom', 'tempoTo', 'minBpm', 'maxBpm'] as const),
  ...(['tag', 'genre', 'rating', 'maxPitch', 'spacing'] as const),
] as const;
export type PlanText = (typeof TEXTS)[number];

const USUAL_TRACKS = { set: 20, bridge: 6, near: 12 } as const;
/** Somebody waits for the answer. */
const TIME_LIMIT_S = 20;
const MOST_TRACKS = 500;

/** Reads the part of an address after the question mark. */
export function readPlanQuery(search: string): PlanQuery {
  const params = new URLSearchParams(search);
  const mode = params.get('mode') as PlanMode;
  const energy = params.get('energy') as EnergyCurve;
  return {
    mode: PLAN_MODES.includes(mode) ? mode : 'set',
    must: params.getAll('must'),
    energy: ENERGY_CURVES.includes(energy) ? energy : '',
    keysMustMix: params.get('keysMustMix') === '1',
    noDouble: params.get('noDouble') === '1',
    asked: params.get('plan') === '1',
    texts: Object.fromEntries(TEXTS.map((name) => [name, params.get(name) ?? ''])) as PlanQuery['texts'],
  };
}

/** Writes a query as the part of an address after the question mark. */
export function writePlanQuery({ mode, must, energy, keysMustMix, noDouble, asked, texts }: PlanQuery): string {
  const params = new URLSearchParams();
  if (mode !== 'set') params.set('mode', mode);
  for (const id of must) params.append('must', id);
  if (energy) params.set('energy', energy);
  for (const name of TEXTS) if (texts[name]) params.set(name, texts[name]);
  if (keysMustMix) params.set('keysMustMix', '1');
  if (noDouble) params.set('noDouble', '1');
  if (asked) params.set('plan', '1');
  return params.toString();
}

/** Number of tracks that a mode finds without another wish. */
export function usualTracks(mode: PlanMode): number {
  return USUAL_TRACKS[mode];
}

/** Returns true if the tracks are named that a mode cannot do without. */
export function isComplete({ mode, must, texts: { start, end } }: PlanQuery): boolean {
  if (mode === 'bridge') return start !== '' && end !== '' && start !== end;
  return mode === 'set' || must.length > 0;
}

/** Returns a number within limits; undefined for a text without one. */
function number(text: string, least: number, most: number): number | undefined {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : Math.max(least, Math.min(most, value));
}

function count({ mode, texts }: PlanQuery, least: number): number {
  return Math.round(number(texts.tracks, least, MOST_TRACKS) ?? usualTracks(mode));
}

const bpm = (text: string) => number(text, 20, 400);

/** Returns the rules that the plan's set keeps when it is saved. */
export function keptPlan(query: PlanQuery): KeptPlan {
  const { energy, keysMustMix, noDouble, texts } = query;
  const maxPitchPct = number(texts.maxPitch, 0, 100);
  const artistSpacing = number(texts.spacing, 0, 100);
  const [from, to] = [bpm(texts.tempoFrom), bpm(texts.tempoTo)];
  const bpmCurve = [from ?? to, to ?? from].filter((value) => value !== undefined);
  const minRating = number(texts.rating, 0, 5);
  const filters = {
    ...(texts.tag && { tags: [texts.tag] }),
    ...(texts.genre && { genres: [texts.genre] }),
    ...(minRating !== undefined && { minRating }),
  };
  const transitionRules = {
    ...(maxPitchPct !== undefined && { maxPitchPct }),
    ...(keysMustMix && { keysMustMix }),
    ...(noDouble && { noDoubletime: noDouble }),
  };
  return {
    ...(energy && { energyCurve: energy }),
    ...(bpmCurve.length > 0 && { bpmCurve }),
    ...(artistSpacing !== undefined && { artistSpacing: Math.round(artistSpacing) }),
    ...(Object.keys(transitionRules).length > 0 && { transitionRules }),
    ...(Object.keys(filters).length > 0 && { filters }),
  };
}

/** {@link keptPlan}, and the limits of the tempo, which count only now. */
function rules(query: PlanQuery) {
  const [minBpm, maxBpm] = [bpm(query.texts.minBpm), bpm(query.texts.maxBpm)];
  const kept = keptPlan(query);
  const limits = { ...(minBpm !== undefined && { minBpm }), ...(maxBpm !== undefined && { maxBpm }) };
  const filters = { ...kept.filters, ...limits };
  return { ...kept, ...(Object.keys(filters).length > 0 && { filters }), timeLimitS: TIME_LIMIT_S };
}

/** Returns what the API is asked for a set. */
export function planRequest(query: PlanQuery): Schemas['PlanRequest'] {
  const { must, texts } = query;
  const minutes = number(texts.minutes, 1, 24 * 60);
  return {
    ...rules(query),
    ...(minutes === undefined ? { length: count(query, 1) } : { durationS: 60 * minutes }),
    ...(must.length > 0 && { seeds: [...must] }),
    ...(texts.start && { start: texts.start }),
    ...(texts.end && { end: texts.end }),
  };
}

/** Returns what the API is asked for a path. */
export function pathRequest(query: PlanQuery): Schemas['PathRequest'] {
  const { energyCurve: _, bpmCurve: __, ...others } = rules(query);
  return { ...others, from: query.texts.start, to: query.texts.end, length: count(query, 2) };
}

/** Returns what the API is asked for tracks near several. */
export function sequenceRequest(query: PlanQuery): Schemas['SequenceRequest'] {
  return { seeds: [...query.must], top: count(query, 1), order: true };
}
