import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { parseSpace } from '@rbassist/core';
import { BUILT_IN_MODELS, DEFAULT_MODEL, DOWNLOADABLE_MODELS, listModels } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';

const Models = z
  .object({
    models: z.array(
      z.object({
        id: z.string(),
        builtIn: z.boolean(),
        installed: z.boolean(),
        bytes: z.number().int().nullable().openapi({ description: 'Size on disk of a downloaded one' }),
        isDefault: z.boolean().openapi({ description: 'A new library uses it, unless a better one was downloaded' }),
        tracks: z.number().int().openapi({ description: 'Tracks of the library with a vector of it' }),
      }),
    ),
    others: z.number().int().openapi({ description: 'Tracks with vectors of other models' }),
  })
  .openapi('Models');

const getModels = createRoute({
  ...{ method: 'get', path: '/api/models', tags: ['settings'], summary: 'List the models of the sound' },
  description: 'A scan job with `model` and `reEmbed` changes the model; a `pull-model` job downloads one.',
  responses: answers(Models, 'The models'),
});

/** Models that vectors come from. */
export function addModels(app: OpenAPIHono, { library }: ServerContext): void {
  app.openapi(getModels, async (request) => {
    const { embedded } = await library.stats();
    const counts = new Map<string, number>();
    for (const [space, count] of Object.entries(embedded)) {
      const model = parseSpace(space)?.model ?? space;
      counts.set(model, (counts.get(model) ?? 0) + count);
    }
    // a cache that can't be read has no models; downloading one says why
    const stored = new Map((await listModels().catch(() => [])).map((model) => [model.id, model]));
    const builtIn = BUILT_IN_MODELS.map((id) => ({
      ...{ id, builtIn: true, installed: true, bytes: null, isDefault: id === DEFAULT_MODEL },
      tracks: counts.get(id) ?? 0,
    }));
    const downloadable = DOWNLOADABLE_MODELS.map((id) => ({
      ...{ id, builtIn: false, isDefault: false, bytes: stored.get(id)?.bytes ?? null, tracks: counts.get(id) ?? 0 },
      installed: stored.get(id)?.revisions.some(({ usable }) => usable) ?? false,
    }));
    const models = [...builtIn, ...downloadable];
    const known = models.reduce((sum, { tracks }) => sum + tracks, 0);
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return request.json({ models, others: all - known }, 200);
  });
}
