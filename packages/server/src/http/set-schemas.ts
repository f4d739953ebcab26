import { z } from '@hono/zod-openapi';
import { type MixPoints, type MixTrack, mixPoints, SCORE_PARTS, type Transition } from '@rbassist/core';
import type { ViewedSet } from '@rbassist/library';
import type { AnswerContext } from '../server-context.ts';
import { orNull, Remedies } from './answers.ts';
import { MIX_GRADES, mixGrade } from './mix-grade.ts';
import { MIX_POINTS, pointsOf } from './mix-points.ts';
import { TrackId } from './parameters.ts';
import { KeptPlan, Weights } from './planning-options.ts';
import { playedLength, SetPart, setTimeline } from './set-timeline.ts';
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
    ...MIX_POINTS,
    stars: z.number().int().optional().openapi({ description: 'Your stars, 1 to 5' }),
  })
  .openapi('SetMix');

const curve = z.array(z.number().nullable());

/** Values along a set: one for each track, null if unknown. */
const SetCurves = z
  .object({ startS: z.array(z.number()), bpm: curve, energy: curve, key: z.array(z.string().nullable()) })
  .openapi('SetCurves');

/** When the tracks of a set play. */
const times = {
  durationS: z.number().openapi({ description: 'Sum of the lengths' }),
  playedS: z.number().openapi({ description: 'Length of the set, in which tracks overlap at their mixes' }),
  timeline: z.array(SetPart).openapi({ description: 'One for each track' }),
};

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
    ...times,
    weights: orNull(Weights).openapi({ description: 'Weights that its mixes are rated with; null for the usual ones' }),
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
    ...times,
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
    plan: KeptPlan.optional().openapi({ description: 'Applies again when the set is ordered or filled' }),
  })
  .openapi('SetContents');

/** Tracks that go one after the other, found by their sound. */
export const SetSequence = z
  .object({ tracks: z.array(TrackSummary), mixes: z.array(SetMix), curves: SetCurves, ...times })
  .openapi('SetSequence');

/** Returns a saved set as an answer. */
export function setDetails(context: AnswerContext, set: ViewedSet): z.infer<typeof SetDetails> {
  const { name, created, changed, tracks, mixes, plan } = set;
  const rows = tracks.map(({ path, movedTo, track, locked, note, ...names }) => {
    const known = summaryOf(context, movedTo ?? path, track);
    return {
      track: track === undefined ? { ...known, ...nameOf(names), duration: names.durationS ?? null } : known,
      locked: locked === true,
      note,
      moved: movedTo !== undefined,
    };
  });
  const points = pointsAlong(
    context,
    tracks.map(({ path, movedTo }) => movedTo ?? path),
  );
  return {
    ...{ name, created, changed, rows },
    weights: plan?.weights ?? null,
    mixes: mixes.map(({ transition, stars }, place) =>
      transition ? { ...setMix(transition, points[place]), stars } : null,
    ),
    ...alongSet(
      rows.map(({ track }) => track),
      points,
    ),
  };
}

function nameOf({ artist, title }: { artist?: string; title?: string }) {
  return { ...(artist && { artist }), ...(title && { title }) };
}

/** Facts of a plan that {@link setPlan} reads. */
interface Planned extends Pick<z.infer<typeof SetPlan>, 'cost' | 'exact' | 'timedOut' | 'broken'> {
  tracks: readonly MixTrack[];
  transitions: readonly Transition[];
}

/** Returns a plan as an answer. */
export function setPlan(context: AnswerContext, plan: Planned): z.infer<typeof SetPlan> {
  const { cost, exact, timedOut, broken } = plan;
  return { cost, exact, timedOut, broken, ...setSequence(context, plan) };
}

/** Returns tracks in their order, with the mixes between them if there are any, as an answer. */
export function setSequence(
  context: AnswerContext,
  { tracks: listed, transitions }: Pick<Planned, 'tracks' | 'transitions'>,
): z.infer<typeof SetSequence> {
  const tracks = listed.map((track) => summaryOf(context, track.path, track));
  const points = pointsAlong(
    context,
    listed.map(({ path }) => path),
  );
  return {
    tracks,
    mixes: transitions.map((transition, place) => setMix(transition, points[place])),
    ...alongSet(tracks, points),
  };
}

function setMix(
  { score, keyRelation, tempoRelation, pitchPct, reasons, parts }: Transition,
  points: MixPoints,
): z.infer<typeof SetMix> {
  return { score, grade: mixGrade(score), keyRelation, tempoRelation, pitchPct, reasons, parts, ...pointsOf(points) };
}

/** Returns the places to mix from each track into the next. */
function pointsAlong({ library }: AnswerContext, paths: readonly string[]): MixPoints[] {
  const records = paths.map((path) => library.track(path) ?? {});
  return records.slice(1).map((record, place) => mixPoints(records[place], record));
}

function alongSet(tracks: readonly TrackSummary[], points: readonly MixPoints[]) {
  const timeline = setTimeline(tracks, points);
  return {
    durationS: tracks.reduce((sum, { duration }) => sum + (duration ?? 0), 0),
    playedS: playedLength(timeline),
    timeline,
    curves: {
      startS: timeline.map(({ startS }) => startS),
      bpm: tracks.map(({ bpm }) => bpm),
      energy: tracks.map(({ energy }) => energy),
      key: tracks.map(({ key }) => key),
    },
  };
}
