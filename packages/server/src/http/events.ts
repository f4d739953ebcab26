import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { EventLog, Followed } from '../jobs/event-log.ts';
import { ENDED_STATES } from '../jobs/job.ts';
import type { ServerContext } from '../server-context.ts';
import { problem } from './answers.ts';

const tags = ['jobs'];
const HEARTBEAT_MS = 15_000;
/** Time after which a browser connects again. */
const RETRY_MS = 2000;

const headers = z.object({
  'last-event-id': z.string().max(64).optional().openapi({ description: 'Continues after this event' }),
});
const responses = {
  200: {
    description:
      'Server-sent events: `job` (Job), `problem` (JobProblem), `library` ({changed}), `watch` ({folders}, their number), ' +
      'and `reset` if events were missed',
    content: { 'text/event-stream': { schema: z.string() } },
  },
  default: problem,
};

const getEvents = createRoute({
  ...{ method: 'get', path: '/api/events', tags, summary: 'Follow jobs and changes as they happen' },
  request: { headers },
  responses,
});

const getJobEvents = createRoute({
  ...{ method: 'get', path: '/api/jobs/{id}/events', tags, summary: 'Follow one job until it ends' },
  request: {
    headers,
    params: z.object({
      id: z
        .string()
        .min(1)
        .max(64)
        .openapi({ param: { name: 'id', in: 'path' } }),
    }),
  },
  responses,
});

/** Streams of events. */
export function addEvents(app: OpenAPIHono, { events, jobs }: ServerContext): void {
  app.openapi(getEvents, (request) => {
    const after = request.req.valid('header')['last-event-id'];
    return sendEvents(request, events, after, () => 'send');
  });

  app.openapi(getJobEvents, (request) => {
    const { id } = request.req.valid('param');
    const job = jobs.get(id);
    const after = request.req.valid('header')['last-event-id'];
    if (ENDED_STATES.includes(job.state)) {
      // nothing more will come
      const text = eventText({ id: events.lastId, type: 'job', data: job });
      return request.body(text, 200, { 'content-type': 'text/event-stream' });
    }
    return sendEvents(request, events, after, (event) => {
      if (event.type === 'problem') return event.data.job === id ? 'send' : 'skip';
      if (event.type !== 'job') return event.type === 'library' || event.type === 'watch' ? 'skip' : 'send';
      if (event.data.id !== id) return 'skip';
      return ENDED_STATES.includes(event.data.state) ? 'send-last' : 'send';
    });
  });
}

type Choice = 'send' | 'skip' | 'send-last';

/** Sends events at the speed of the client. */
function sendEvents(
  request: Context,
  events: EventLog,
  after: string | undefined,
  choose: (event: Followed) => Choice,
) {
  const from = after ?? events.lastId;
  request.header('content-type', 'text/event-stream');
  request.header('cache-control', 'no-store');
  request.header('x-accel-buffering', 'no');
  // nobody would read the events
  if (request.req.method === 'HEAD') return request.body(null, 200);
  return stream(request, async (client) => {
    const left = new AbortController();
    client.onAbort(() => left.abort());
    await client.write(`retry: ${RETRY_MS}\nid: ${from}\n\n`);
    for await (const event of events.follow({ after: from, signal: left.signal, heartbeatMs: HEARTBEAT_MS })) {
      const choice = choose(event);
      if (choice !== 'skip') await client.write(eventText(event));
      if (choice === 'send-last') return;
    }
  });
}

function eventText(event: Followed): string {
  if (event.type === 'heartbeat') return `: ${event.type}\n\n`;
  const data = 'data' in event ? event.data : {};
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
