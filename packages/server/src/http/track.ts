import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  doubleGrid,
  halveGrid,
  isUncertainBpm,
  isUncertainKey,
  type KnownField,
  type Likely,
  parseKey,
  type Remedy,
  readTags,
  setDownbeat,
  shiftGrid,
  type TrackRecord,
  trackName,
  valueSource,
} from '@rbassist/core';
import { folderOf, OptionError, type TrackEdit } from '@rbassist/library';
import type { AnswerContext, ServerContext } from '../server-context.ts';
import { answers, orNull, Remedies } from './answers.ts';
import { OneTrack, TrackId } from './parameters.ts';
import { remediesOf } from './remedy-jobs.ts';
import { Failure, TrackState } from './track-row.ts';

const Source = z.string().openapi('ValueSource', {
  description:
    'Origin of a value: `measured`, `tag` (of the file), `you`, `unknown` (the Python rbassist does not say), or a DJ ' +
    'program such as `rekordbox`; null without a value',
});

const Cue = z
  .object({
    name: z.string(),
    type: z.number().int(),
    num: z.number().int().openapi({ description: 'Hot-cue pad from 0, or -1' }),
    start: z.number().openapi({ description: 'Seconds' }),
    end: z.number().optional().openapi({ description: 'Seconds; equal to `start` for a point' }),
    color: z.string().optional(),
  })
  .openapi('Cue');

const Tempo = z
  .object({
    inizio_sec: z.number().openapi({ description: 'Start, in seconds' }),
    bpm: z.number(),
    metro: z.string().openapi({ description: 'Metre, such as "4/4"' }),
    battito: z.number().int().openapi({ description: 'Beat of the bar at the start, from 1' }),
  })
  .openapi('TempoSegment');

const sourced = <Value extends z.ZodType>(value: Value) => z.object({ value, source: orNull(Source) });

/** All that the library knows of a track. */
export const Track = z
  .object({
    id: TrackId,
    path: z.string(),
    name: z.string().openapi({ description: '"Artist - Title", or the name of the file' }),
    folder: z.string(),
    state: TrackState,
    title: z.string().nullable(),
    artist: z.string().nullable(),
    album: z.string().nullable(),
    genre: z.string().nullable(),
    subgenre: z.string().nullable(),
    year: z.number().nullable(),
    duration: z.number().nullable(),
    bitrate: z.number().nullable(),
    sampleRate: z.number().nullable(),
    added: z.string().nullable(),
    color: z.string().nullable(),
    playCount: z.number().nullable(),
    lastPlayed: z.string().nullable(),
    bpm: sourced(z.number().nullable()).extend({
      confidence: z.number().nullable(),
      uncertain: z.boolean(),
      alternatives: z.array(z.object({ value: z.number(), confidence: z.number() })),
    }),
    key: sourced(z.string().nullable()).extend({
      name: z.string().nullable(),
      confidence: z.number().nullable(),
      uncertain: z.boolean(),
      alternatives: z.array(z.object({ value: z.string(), confidence: z.number() })),
    }),
    rating: sourced(z.number().nullable()),
    comments: sourced(z.string().nullable()),
    mytags: sourced(z.array(z.string())),
    tags: z.array(z.string()),
    suggested: z.array(z.string()),
    rejected: z.array(z.string()),
    soundTags: z.array(z.object({ tag: z.string(), probability: z.number() })),
    cues: sourced(z.array(Cue)),
    tempos: sourced(z.array(Tempo)).extend({
      mode: z.enum(['fixed', 'dynamic']).nullable(),
      confidence: z.number().nullable(),
    }),
    sections: z.array(z.object({ kind: z.string(), start: z.number(), end: z.number() })),
    energy: z.number().nullable(),
    loudness: z.object({
      lufs: z.number().nullable(),
      rangeLu: z.number().nullable(),
      truePeakDb: z.number().nullable(),
    }),
    tuningCents: z.number().nullable(),
    file: z.object({ state: z.string(), bytes: z.number().nullable(), changed: z.boolean().nullable() }),
    vector: z.object({ state: z.enum(['indexed', 'stored', 'foreign', 'none']), space: z.string().nullable() }),
    edited: z.array(z.string()).openapi({ description: "Names of values that are a person's work" }),
    failure: orNull(Failure),
    problems: z.array(z.object({ message: z.string(), remedies: Remedies })),
    copies: z.array(z.object({ id: TrackId, path: z.string(), evidence: z.enum(['staged', 'names', 'sound']) })),
    sets: z.array(z.object({ name: z.string(), places: z.array(z.number().int()) })),
  })
  .openapi('Track');

const getTrack = createRoute({
  method: 'get',
  path: '/api/tracks/{id}',
  summary: 'Describe a track',
  request: { params: OneTrack },
  responses: answers(Track, 'All that the library knows of the track'),
});

const NOTES = 10_000;

/** Values of a track that a person can set. */
export const TrackValues = z
  .strictObject({
    bpm: z.number().min(20).max(400).nullable(),
    key: z.string().max(100).nullable(),
    rating: z.number().int().min(0).max(5).nullable(),
    comments: z.string().max(NOTES).nullable(),
    mytags: z.array(z.string().min(1).max(200)).max(1000).nullable(),
    cues: z.array(Cue).max(1000).nullable(),
    tempos: z.array(Tempo).max(NOTES).nullable(),
  })
  .partial()
  .openapi('TrackEdit', { description: 'Values to set; null removes a value' });

const editTrack = createRoute({
  method: 'patch',
  path: '/api/tracks/{id}',
  summary: 'Set your own values of a track',
  request: { params: OneTrack, body: { required: true, content: { 'application/json': { schema: TrackValues } } } },
  responses: answers(Track, 'The changed track'),
});

const GridAction = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('halve') }),
    z.strictObject({ action: z.literal('double') }),
    z.strictObject({ action: z.literal('shift'), ms: z.number().min(-60_000).max(60_000) }),
    z.strictObject({ action: z.literal('downbeat'), ms: z.number().min(0).max(100_000_000) }),
  ])
  .openapi('GridAction', {
    description: 'Halves or doubles the BPM, moves the grid by milliseconds, or makes the beat at a time beat one',
  });

const changeGrid = createRoute({
  method: 'post',
  path: '/api/tracks/{id}/grid',
  summary: 'Correct the beat grid of a track',
  request: { params: OneTrack, body: { required: true, content: { 'application/json': { schema: GridAction } } } },
  responses: answers(Track, 'The changed track'),
});

/** One track. */
export function addTrack(app: OpenAPIHono, context: ServerContext): void {
  const { library, ids, events } = context;
  app.openapi(getTrack, async (request) =>
    request.json(await trackAnswer(ids.path(request.req.valid('param').id), context), 200),
  );
  app.openapi(editTrack, async (request) => {
    const path = ids.path(request.req.valid('param').id);
    await library.edit(path, request.req.valid('json'));
    events.publish('library', { changed: 'tracks' });
    return request.json(await trackAnswer(path, context), 200);
  });
  app.openapi(changeGrid, async (request) => {
    const path = ids.path(request.req.valid('param').id);
    await library.edit(path, gridEdit(library.track(path) ?? {}, request.req.valid('json')));
    events.publish('library', { changed: 'tracks' });
    return request.json(await trackAnswer(path, context), 200);
  });
}

const MS_PER_SECOND = 1000;

/** Returns the edit of a correction of the grid; the BPM follows. */
function gridEdit({ bpm, tempos = [] }: TrackRecord, action: z.infer<typeof GridAction>): TrackEdit {
  if (tempos.length === 0 && (bpm == null || action.action === 'shift' || action.action === 'downbeat')) {
    throw new OptionError('The track has no beat grid. Set its BPM first.');
  }
  switch (action.action) {
    case 'halve':
      return { ...(bpm != null && { bpm: bpm / 2 }), ...(tempos.length > 0 && { tempos: halveGrid(tempos) }) };
    case 'double':
      return { ...(bpm != null && { bpm: bpm * 2 }), ...(tempos.length > 0 && { tempos: doubleGrid(tempos) }) };
    case 'shift':
      return { tempos: shiftGrid(tempos, action.ms / MS_PER_SECOND) };
    case 'downbeat':
      return { tempos: setDownbeat(tempos, action.ms / MS_PER_SECOND) };
  }
}

/**
 * Describes a track.
 *
 * @throws {NotFoundError} if the library has no such track.
 */
export async function trackAnswer(path: string, context: AnswerContext): Promise<z.infer<typeof Track>> {
  const { library, ids, folders } = context;
  const { facts, failure, ...known } = await library.describeTrack(path);
  const record = library.track(path) ?? {};
  const sourced = (key: KnownField) => valueSource(record, key) ?? null;
  const remedies = (given: readonly Remedy[] | undefined) => remediesOf(context, given, path);
  return {
    id: ids.id(path),
    path,
    name: short(trackName(path, record)) ?? '',
    folder: folders.id(folderOf(path)),
    state: facts.state,
    title: short(record.title),
    artist: short(record.artist),
    album: short(record.album),
    genre: short(record.genre),
    subgenre: short(record.subgenre),
    year: record.year ?? null,
    duration: record.duration ?? null,
    bitrate: record.bitrate ?? null,
    sampleRate: record.sample_rate ?? null,
    added: short(record.added),
    color: short(record.color),
    playCount: record.play_count ?? null,
    lastPlayed: short(record.last_played),
    bpm: {
      value: record.bpm ?? null,
      source: sourced('bpm'),
      confidence: record.bpm_confidence ?? null,
      uncertain: isUncertainBpm(record),
      alternatives: facts.tempos.slice(1).map(likely),
    },
    key: {
      value: parseKey(record.key) ?? null,
      source: sourced('key'),
      name: short(record.key_name),
      confidence: record.key_confidence ?? null,
      uncertain: isUncertainKey(record),
      alternatives: facts.keys.slice(1).map(likely),
    },
    rating: { value: record.rating ?? null, source: sourced('rating') },
    comments: { value: short(record.comments), source: sourced('comments') },
    mytags: { value: readTags(record.mytags), source: sourced('mytags') },
    tags: [...facts.tags],
    suggested: [...(facts.suggested ?? [])],
    rejected: readTags(record.tag_rejections),
    soundTags: known.soundTags.map(({ tag, probability }) => ({ tag, probability })),
    cues: { value: record.cues ?? [], source: sourced('cues') },
    tempos: {
      value: record.tempos ?? [],
      source: sourced('tempos'),
      mode: record.beatgrid_mode ?? null,
      confidence: record.beatgrid_confidence ?? null,
    },
    sections: record.sections ?? [],
    energy: facts.energy ?? null,
    loudness: {
      lufs: record.loudness_lufs ?? null,
      rangeLu: record.loudness_range_lu ?? null,
      truePeakDb: record.true_peak_db ?? null,
    },
    tuningCents: record.tuning_cents ?? null,
    file: { state: known.file.state, bytes: known.file.bytes ?? null, changed: known.file.changed ?? null },
    vector: { state: known.vector.state, space: known.vector.space ?? null },
    edited: known.edited,
    failure: failure ? { kind: failure.kind, message: failure.message, remedies: remedies(failure.remedies) } : null,
    problems: known.problems.map((problem) => ({ message: problem.message, remedies: remedies(problem.remedies) })),
    copies: known.copies.map((copy) => ({ id: ids.id(copy.path), ...copy })),
    sets: known.sets,
  };
}

/** Longest text of an answer; a file's tag may have megabytes. */
const LONGEST_TEXT = 10_000;

function short(text: string | null | undefined): string | null {
  return text == null ? null : text.slice(0, LONGEST_TEXT);
}

function likely<Value>({ value, probability }: Likely<Value>): { value: Value; confidence: number } {
  return { value, confidence: probability };
}
