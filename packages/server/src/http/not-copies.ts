import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { NotFoundError } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { pathId } from '../track-ids.ts';
import { answers, jsonBody, noContent } from './answers.ts';
import { fileOf, filesById } from './chosen-copies.ts';
import { lastResult, listed } from './last-result.ts';
import { TrackId } from './parameters.ts';

const tags = ['duplicates'];
const MOST_FILES = 200;

const Marked = z.object({ files: z.array(TrackId).min(2).max(MOST_FILES) }).openapi('NotCopies');

const listMarked = createRoute({
  ...{ method: 'get', path: '/api/duplicates/not-copies', tags, summary: 'List the files marked as no copies' },
  responses: answers(
    z.object({ marks: z.array(z.object({ files: z.array(z.object({ id: TrackId, path: z.string() })) })) }),
    'The marks, the latest first',
  ),
});

const markApart = createRoute({
  ...{ method: 'post', path: '/api/duplicates/not-copies', tags, summary: 'Mark files as no copies of each other' },
  description: 'Later searches leave them apart, also those of the command.',
  request: jsonBody(Marked),
  responses: noContent('They are marked'),
});

const unmarkApart = createRoute({
  ...{ method: 'post', path: '/api/duplicates/not-copies/undo', tags, summary: 'Take back such a mark' },
  request: jsonBody(Marked),
  responses: noContent('They are not marked'),
});

/** Marks of files that are no copies of each other. */
export function addNotCopies(app: OpenAPIHono, { library, jobs, events }: ServerContext): void {
  app.openapi(listMarked, async (request) => {
    const marks = (await library.notCopies()).toReversed();
    const files = (mark: string[]) => mark.map((path) => ({ id: pathId(path), path }));
    return request.json({ marks: listed(marks).map((mark) => ({ files: files(mark) })) }, 200);
  });

  app.openapi(markApart, async (request) => {
    const { result } = await lastResult(jobs, 'duplicates');
    const files = filesById(result.groups);
    await library.markNotCopies(request.req.valid('json').files.map((id) => fileOf(files, id).path));
    events.publish('library', { changed: 'duplicates' });
    return request.body(null, 204);
  });

  app.openapi(unmarkApart, async (request) => {
    const { files } = request.req.valid('json');
    const wanted = files.toSorted().join();
    const marked = (await library.notCopies()).find((paths) => paths.map(pathId).sort().join() === wanted);
    if (!marked) throw new NotFoundError('These files are not marked. List the marks again.');
    await library.unmarkNotCopies(marked);
    events.publish('library', { changed: 'duplicates' });
    return request.body(null, 204);
  });
}
