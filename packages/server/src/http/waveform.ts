import { createHash } from 'node:crypto';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { bytesAnswers } from './answers.ts';
import { bytesOf, bytesResponse } from './bytes-response.ts';
import { OneTrack } from './parameters.ts';

const LONGEST_PART_S = 600;
const LATEST_S = 1_000_000;
const Seconds = z.coerce.number().min(0).max(LATEST_S);

const Part = z
  .object({ from: Seconds, to: Seconds })
  .partial()
  .refine(({ from, to }) => (from === undefined) === (to === undefined), 'from and to belong together')
  .refine(({ from = 0, to = 0 }) => to >= from && to - from <= LONGEST_PART_S, {
    message: `to must be up to ${LONGEST_PART_S} seconds after from`,
  });

const getWaveform = createRoute({
  method: 'get',
  path: '/api/tracks/{id}/waveform',
  summary: 'Draw a track',
  description:
    'Columns of three bytes: low band (below 200 Hz), middle band, high band (above 2 kHz). A byte is the height to ' +
    'draw: the square root of the amplitude, times 255. At most 1,000 columns for the whole track, or 150 a second ' +
    'between `from` and `to`, which are seconds. The header `x-waveform-start` has the time of the first column, and ' +
    '`x-waveform-step` the time per column, in seconds.',
  request: { params: OneTrack, query: Part },
  responses: bytesAnswers(['application/octet-stream'], 'The columns'),
});

/** The waveforms of tracks. */
export function addWaveform(app: OpenAPIHono, { library, ids }: ServerContext): void {
  app.openapi(getWaveform, async (request) => {
    const path = ids.path(request.req.valid('param').id);
    const { from, to } = request.req.valid('query');
    const part = from === undefined || to === undefined ? undefined : { startS: from, durationS: to - from };
    const { startS, stepS, columns } = await library.waveform(path, part);
    return bytesResponse(request, {
      type: 'application/octet-stream',
      size: columns.length,
      version: createHash('sha1').update(columns).digest('hex'),
      read: bytesOf(columns),
      headers: { 'x-waveform-start': String(startS), 'x-waveform-step': String(stepS) },
    });
  });
}
