import { z } from '@hono/zod-openapi';
import { type MixTrack, SCORE_PARTS, type Transition } from '@rbassist/core';
import type { ViewedSet } from '@rbassist/library';
import type { AnswerContext } from '../server-context.ts';
import { Remedies } from './answers.ts';
import { MIX_GRADES, mixGrade } from './mix-grade.ts';
import { TrackId } from './parameters.ts';
import { summaryOf, TrackSummary } from './track-summary.ts';

/** The mix of two neighbours. */
export const SetMix = z
  .object({
    score: z.number().openapi({ description: '0 to 1; 1 is best' }),
    grade: z.enum(MIX_GRADES),
    keyRelation: z.string(),
    tempoRelation: z.string(),
    pitchPct: z.number().optional().openapi({ description: 'Change of the pitch fader of the second track' }),
    reasons: z.array(z.object({ part: z.string(), text: z.string(), effect: z.enum(['for', 'against', 'unsure']) })),
    parts: z.array(z.object({ name: z.enum(SCORE_PARTS), value: z.number(), confidence: z.number() })),
    stars: z.number().int().optional().openapi({ description: 'Your stars, 1 to 5' }),
  })
  .openapi('SetMix');

const curve = z.array(z.number().nullable());

/** Values along a set: one for each track, null if unknown. */
const SetCurves = z
  .object({ startS: z.array(z.number()), bpm: curve, energy: curve, key: z.array(z.string().nullable()) })
  .openapi('SetCurves');

/** A row of a saved set. */
const SetRow = z
  .object({
    track: TrackSummary,
    locked: z.boolean(),
    note: z.string().optional(),
    moved: z.boolean().openapi({ description: 'Its file moved; it was found by its name and length' }),
  })
  .openapi('SetRow');

/** A saved set. */
export const SetDetails = z
  .object({
    name: z.string(),
    created: z.string(),
    changed: z.string(),
    durationS: z.number(),
    rows: z.array(SetRow),
    mixes: z
      .array(z.union([SetMix, z.null()]))
      .openapi({ description: 'One for each pair; null if a track is unknown' }),
    curves: SetCurves,
  })
  .openapi('SetDetails');

/** A saved set in a list. */
export const SetSummary = z
  .object({
    name: z.string(),
    tracks: z.number().int(),
    notInLibrary: z.number().int(),
    durationS: z.number(),
    changed: z.string(),
    problem: z
      .object({ message: z.string(), remedies: Remedies })
      .nullable()
      .openapi({ description: 'Why it cannot be read' }),
  })
  .openapi('SetSummary');

/** A constraint that a plan could not keep. Places count from 0. */
const BrokenConstraint = z
  .object({
    constraint: z.string(),
    place: z.number().int().optional(),
    otherPlace: z.number().int().optional(),
    wanted: z.number().optional(),
    found: z.number().optional(),
  })
  .openapi('BrokenConstraint');

/** A plan, which is not saved. */
export const SetPlan = z
  .object({
    tracks: z.array(TrackSummary),
    mixes: z.array(SetMix),
    curves: SetCurves,
    durationS: z.number(),
    cost: z.number(),
    exact: z.boolean().openapi({ description: 'The plan is proven best' }),
    timedOut: z.boolean(),
    broken: z.array(BrokenConstraint),
  })
  .openapi('SetPlan');

/** A saved set that was ordered or filled. */
export const PlannedAgain = z
  .object({ set: SetDetails, timedOut: z.boolean(), broken: z.array(BrokenConstraint) })
  .openapi('PlannedAgain');

/** Tracks of a set, in their order. */
export const SetContents = z
  .strictObject({
    tracks: z
      .array(z.strictObject({ id: TrackId, locked: z.boolean().optional(), note: z.string().max(1000).optional() }))
      .max(10_000),
  })
  .openapi('SetContents');

/** Returns a saved set as an answer. */
export function setDetails(context: AnswerContext, set: ViewedSet): z.infer<typeof SetDetails> {
  const { name, created, changed, durationS, tracks, mixes } = set;
  const rows = tracks.map(({ path, movedTo, track, locked, note, ...names }) => {
    const known = summaryOf(context, movedTo ?? path, track);
    return {
      track: track === undefined ? { ...known, ...nameOf(names), duration: names.durationS ?? null } : known,
      locked: locked === true,
      note,
      moved: movedTo !== undefined,
    };
  });
  return {
    ...{ name, created, changed, durationS, rows },
    mixes: mixes.map(({ transition, stars }) => (transition ? { ...setMix(transition), stars } : null)),
    curves: curvesOf(rows.map(({ track }) => track)),
  };
}

function nameOf({ artist, title }: { artist?: string; title?: string }) {
  return { ...(artist && { artist }), ...(title && { title }) };
}

/** Facts of a plan that {@link setPlan} reads. */
interface Planned extends Omit<z.infer<typeof SetPlan>, 'tracks' | 'mixes' | 'curves'> {
  tracks: readonly MixTrack[];
  transitions: readonly Transition[];
}

/** Returns a plan as an answer. */
export function setPlan(context: AnswerContext, plan: Planned): z.infer<typeof SetPlan> {
  const { durationS, cost, exact, timedOut, broken, transitions } = plan;
  const tracks = plan.tracks.map((track) => summaryOf(context, track.path, track));
  return {
    ...{ durationS, cost, exact, timedOut, broken, tracks },
    mixes: transitions.map(setMix),
    curves: curvesOf(tracks),
  };
}

function setMix({ score, keyRelation, tempoRelation, pitchPct, reasons, parts }: Transition): z.infer<typeof SetMix> {
  return { score, grade: mixGrade(score), keyRelation, tempoRelation, pitchPct, reasons, parts };
}

function curvesOf(tracks: readonly TrackSummary[]): z.infer<typeof SetCurves> {
  let at = 0;
  const startS = tracks.map(({ duration }) => {
    const start = at;
    at += duration ?? 0;
    return start;
  });
  return {
    startS,
    bpm: tracks.map(({ bpm }) => bpm),
    energy: tracks.map(({ energy }) => energy),
    key: tracks.map(({ key }) => key),
  };
}
