import { z } from '@hono/zod-openapi';
import {
  fileStem,
  KEY_RELATION_LABELS,
  type KeyRelation,
  type MixTrack,
  parseKey,
  SCORE_PARTS,
  type ScorePartName,
  type ScoreWeights,
  type TrackRecord,
  type Transition,
  type TransitionReason,
} from '@rbassist/core';
import type { RatedMix, RecommendResult, RecommendTracksOptions } from '@rbassist/library';
import type { AnswerContext } from '../server-context.ts';
import { MIX_GRADES, mixGrade } from './mix-grade.ts';
import { MIX_POINTS, pointsOf } from './mix-points.ts';
import { TrackId } from './parameters.ts';

const KeyRelationName = z.enum(Object.keys(KEY_RELATION_LABELS) as [KeyRelation]).openapi('KeyRelation');

/** A reason for or against a mix. */
export const Reason = z
  .object({
    part: z.enum(SCORE_PARTS),
    weight: z.number(),
    value: z.number().nullable().openapi({ description: '0..1; null if a track lacks the data' }),
    text: z.string().openapi({ description: 'In words, such as "+2 % tempo"; empty if there is nothing to say' }),
    effect: z.enum(['for', 'against', 'unsure']).nullable(),
  })
  .openapi('Reason');

const Named = z.object({
  id: TrackId,
  title: z.string().nullable(),
  artist: z.string().nullable(),
  bpm: z.number().nullable(),
  key: z.string().nullable(),
  duration: z.number().nullable(),
});

/** A track that goes with seeds. */
export const Recommended = Named.extend({
  rank: z.number().int(),
  distance: z.number().openapi({ description: 'Cosine distance, 0..2' }),
  score: z.number().nullable().openapi({ description: '0..1; null if the distance decided' }),
  fit: z.number().nullable().openapi({ description: 'Fit to `words`, 0..1' }),
  tempoChange: z.number().nullable().openapi({ description: 'Change of its pitch fader, in percent' }),
  tempoRelation: z.enum(['same', 'double', 'half', 'unknown', 'clash']),
  keyRelation: KeyRelationName,
  seed: TrackId.openapi({ description: 'The seed that it follows best' }),
  reasons: z.array(Reason),
  ...MIX_POINTS,
}).openapi('Recommendation');

const Widened = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

/** Tracks that go with seeds. */
export const Recommendations = z
  .object({
    seeds: z.array(Named.openapi('NamedTrack')),
    items: z.array(Recommended),
    removed: z.record(z.string(), z.number().int()).openapi({ description: 'Tracks that each filter removed' }),
    inactive: z.array(z.string()).openapi({ description: 'Filters that did nothing, because the seeds lack a value' }),
    widenings: z
      .array(z.object({ options: Widened, more: z.number().int() }))
      .openapi({ description: 'Changes of options that find more tracks' }),
    total: z.number().int().openapi({ description: 'Tracks that pass the filters' }),
  })
  .openapi('Recommendations');

const Direction = z.object({
  score: z.number().openapi({ description: '0..1' }),
  tempoChange: z.number().nullable(),
  tempoRelation: z.enum(['same', 'double', 'half', 'unknown', 'clash']),
  keyRelation: KeyRelationName,
  reasons: z.array(Reason),
});

/** The mix from one track into another. */
export const RatedTransition = Direction.extend({
  from: Named,
  to: Named,
  distance: z.number().nullable(),
  reverse: Direction.openapi('Transition'),
  grade: z.enum(MIX_GRADES),
  ...MIX_POINTS,
  energyChange: z.number().nullable(),
  loudnessChangeLu: z.number().nullable(),
}).openapi('RatedTransition');

/**
 * Returns recommendations as an answer.
 *
 * @param options Options that they were asked with.
 */
export function recommendAnswer(
  result: RecommendResult,
  { weights = {} }: RecommendTracksOptions,
  { ids }: Pick<AnswerContext, 'ids'>,
): z.infer<typeof Recommendations> {
  const named = (path: string, record: TrackRecord) => ({ id: ids.id(path), ...namesOf(path, record) });
  return {
    seeds: result.seeds.map(({ path, record }) => named(path, record)),
    items: result.recommendations.map(({ path, record, transition, mixPoints, ...each }) => ({
      ...named(path, record),
      rank: each.rank,
      distance: each.distance,
      score: each.score ?? null,
      fit: each.fit === undefined || Number.isNaN(each.fit) ? null : each.fit,
      tempoChange: transition.pitchPct ?? null,
      tempoRelation: each.tempoRelation,
      keyRelation: each.keyRelation,
      seed: ids.id(transition.from),
      reasons: reasonsOf(transition, weights),
      ...pointsOf(mixPoints),
    })),
    removed: result.filtered,
    inactive: result.inactive,
    widenings: result.widenings.map(({ options, more }) => ({ options: JSON.parse(JSON.stringify(options)), more })),
    total: result.left,
  };
}

/** Returns a rated mix as an answer. */
export function mixAnswer(mix: RatedMix, { ids }: Pick<AnswerContext, 'ids'>): z.infer<typeof RatedTransition> {
  const named = ({ path, artist, title, tempos, keys, durationS }: MixTrack) => ({
    id: ids.id(path),
    title: title ?? fileStem(path),
    artist: artist ?? null,
    bpm: tempos[0]?.value ?? null,
    key: keys[0]?.value ?? null,
    duration: durationS ?? null,
  });
  return {
    from: named(mix.tracks.from),
    to: named(mix.tracks.to),
    distance: mix.distance ?? null,
    ...directionOf(mix.transition, mix.weights),
    grade: mixGrade(mix.transition.score),
    reverse: directionOf(mix.reverse, mix.weights),
    ...pointsOf(mix.mixPoints),
    energyChange: mix.energyChange ?? null,
    loudnessChangeLu: mix.loudnessChangeLu ?? null,
  };
}

function directionOf(transition: Transition, weights: Partial<ScoreWeights>): z.infer<typeof Direction> {
  const { score, pitchPct, tempoRelation, keyRelation } = transition;
  const reasons = reasonsOf(transition, weights);
  return { score, tempoChange: pitchPct ?? null, tempoRelation, keyRelation, reasons };
}

/** Returns a reason for each part that has one in words, or a weight. */
function reasonsOf({ parts, reasons }: Transition, weights: Partial<ScoreWeights>): z.infer<typeof Reason>[] {
  const partOf = new Map(parts.map((part) => [part.name, part]));
  const shown = (name: ScorePartName, text: string, effect: TransitionReason['effect'] | null) => {
    const { value, confidence } = partOf.get(name) ?? { value: 0, confidence: 0 };
    return { part: name, weight: weights[name] ?? 0, value: confidence > 0 ? value : null, text, effect };
  };
  const told = reasons.map(({ part, text, effect }) => shown(part, text, effect));
  const silent = parts.filter(({ name }) => (weights[name] ?? 0) > 0 && !reasons.some(({ part }) => part === name));
  return [...told, ...silent.map(({ name }) => shown(name, '', null))];
}

function namesOf(path: string, { title, artist, bpm, key, duration }: TrackRecord) {
  return {
    title: title?.slice(0, LONGEST_NAME) ?? fileStem(path),
    artist: artist?.slice(0, LONGEST_NAME) ?? null,
    bpm: bpm ?? null,
    key: parseKey(key) ?? null,
    duration: duration ?? null,
  };
}

const LONGEST_NAME = 500;
