import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers, Remedies } from './answers.ts';
import { OneTrack, TrackId } from './parameters.ts';
import { Failure, TrackState } from './track-query.ts';

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

const sourced = <Value extends z.ZodType>(value: Value) => z.object({ value, source: Source.nullable() });

const Track = z
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
    suggested: z.array(z.object({ tag: z.string(), score: z.number() })),
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
    failure: Failure.nullable(),
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

const TrackEdit = z
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
  request: { params: OneTrack, body: { required: true, content: { 'application/json': { schema: TrackEdit } } } },
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
export function addTrack(app: OpenAPIHono, { ids }: ServerContext): void {
  const notYet = (id: string): never => {
    throw new Error(`not written yet: ${ids.path(id)}`);
  };
  app.openapi(getTrack, (request) => notYet(request.req.valid('param').id));
  app.openapi(editTrack, (request) => notYet(request.req.valid('param').id));
  app.openapi(changeGrid, (request) => notYet(request.req.valid('param').id));
}
