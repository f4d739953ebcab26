import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { Job } from '../jobs/job.ts';
import { jobOrder } from '../jobs/job-order.ts';
import { JobRequest } from '../jobs/job-request.ts';
import type { ServerContext } from '../server-context.ts';
import { accepted, answers, jsonBody } from './answers.ts';

const tags = ['jobs'];
const params = z.object({
  id: z
    .string()
    .min(1)
    .max(64)
    .openapi({ param: { name: 'id', in: 'path' } }),
});
const answer = answers(Job, 'The job');

const startJob = createRoute({
  ...{ method: 'post', path: '/api/jobs', tags, summary: 'Start a long job, or let it wait for the one that runs' },
  request: jsonBody(JobRequest),
  responses: accepted(Job, 'The job'),
});

const listJobs = createRoute({
  ...{ method: 'get', path: '/api/jobs', tags, summary: 'List jobs, the latest first' },
  responses: answers(z.object({ jobs: z.array(Job) }), 'The jobs'),
});

const getJob = createRoute({
  ...{ method: 'get', path: '/api/jobs/{id}', tags, summary: 'Get a job' },
  request: { params },
  responses: answer,
});

const cancelJob = createRoute({
  ...{ method: 'post', path: '/api/jobs/{id}/cancel', tags, summary: 'Stop a job; what is finished stays' },
  request: { params },
  responses: answer,
});

const pauseJob = createRoute({
  ...{ method: 'post', path: '/api/jobs/{id}/pause', tags, summary: 'Stop a job until it is resumed' },
  request: { params },
  responses: answer,
});

const resumeJob = createRoute({
  ...{ method: 'post', path: '/api/jobs/{id}/resume', tags, summary: 'Continue a job that ended early' },
  request: { params },
  responses: answer,
});

/** Long jobs. */
export function addJobs(app: OpenAPIHono, context: ServerContext): void {
  const { jobs } = context;
  app.openapi(startJob, async (request) => {
    const order = await jobOrder(context, request.req.valid('json'));
    return request.json(jobs.start(order), 202);
  });
  app.openapi(listJobs, (request) => request.json({ jobs: jobs.list() }, 200));
  app.openapi(getJob, (request) => request.json(jobs.get(request.req.valid('param').id), 200));
  app.openapi(cancelJob, (request) => request.json(jobs.cancel(request.req.valid('param').id), 200));
  app.openapi(pauseJob, (request) => request.json(jobs.pause(request.req.valid('param').id), 200));
  app.openapi(resumeJob, (request) => request.json(jobs.resume(request.req.valid('param').id), 200));
}
