import { availableParallelism } from 'node:os';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { KEY_NOTATIONS } from '@rbassist/core';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { FolderId } from './parameters.ts';

const tags = ['settings'];
const MOST_WORKERS = 256;

const Setting = <Value extends z.ZodType>(value: Value) =>
  z.object({
    value: value.nullable().openapi({ description: 'null: rbassist chooses' }),
    source: z
      .enum(['data-folder', 'user', 'default'])
      .openapi({ description: 'The configuration file of the data folder, that of the user, or none' }),
  });

const SettingsAnswer = z
  .object({
    dataDir: z.string(),
    file: z.string().openapi({ description: 'The configuration file that changes go to' }),
    cores: z.number().int().openapi({ description: 'Processor cores of this computer' }),
    workers: Setting(z.number().int()).openapi({ description: 'Tracks to process at once' }),
    keyNotation: Setting(z.enum(KEY_NOTATIONS)).openapi({ description: 'Keys in tables of the command line' }),
    folders: Setting(z.array(z.object({ id: FolderId, path: z.string() }))).openapi({
      description: 'Folders of music, which a scan without folders covers too',
    }),
    problems: z.array(z.string()).openapi({ description: 'Configuration files that cannot be used' }),
  })
  .openapi('Settings');

const SettingsChange = z
  .strictObject({
    workers: z.number().int().min(1).max(MOST_WORKERS).nullable(),
    keyNotation: z.enum(KEY_NOTATIONS).nullable(),
    folders: z.array(FolderId).max(1000).nullable(),
  })
  .partial()
  .openapi('SettingsChange', { description: 'Settings to change; null removes one from the file' });

const getSettings = createRoute({
  ...{ method: 'get', path: '/api/settings', tags, summary: 'Get the settings and where they come from' },
  responses: answers(SettingsAnswer, 'The settings'),
});

const changeSettings = createRoute({
  ...{ method: 'patch', path: '/api/settings', tags, summary: 'Change settings in the file of the data folder' },
  request: jsonBody(SettingsChange),
  responses: answers(SettingsAnswer, 'The settings'),
});

/** Settings of the library. */
export function addSettings(app: OpenAPIHono, { library, folders }: ServerContext): void {
  const answer = async (): Promise<z.infer<typeof SettingsAnswer>> => {
    const { settings, sources, files } = await library.settings();
    // the file of the data folder has the highest priority
    const [{ path: file }] = files;
    const sourceOf = (key: string) => {
      const source = sources[key];
      if (source?.from !== 'file') return 'default' as const;
      return source.path === file ? ('data-folder' as const) : ('user' as const);
    };
    const { workers = null, keyNotation = null } = settings;
    return {
      ...{ dataDir: library.dataDir, file, cores: availableParallelism() },
      workers: { value: workers, source: sourceOf('workers') },
      keyNotation: { value: keyNotation, source: sourceOf('keyNotation') },
      folders: {
        value: settings.folders?.map((path) => ({ id: folders.id(path), path })) ?? null,
        source: sourceOf('folders'),
      },
      problems: files.flatMap(({ error }) => (error ? [error.message] : [])),
    };
  };

  app.openapi(getSettings, async (request) => request.json(await answer(), 200));

  app.openapi(changeSettings, async (request) => {
    const { folders: chosen, ...others } = request.req.valid('json');
    const paths = chosen?.map((id) => folders.path(id));
    await library.changeSettings({ ...others, ...(chosen !== undefined && { folders: paths ?? null }) });
    return request.json(await answer(), 200);
  });
}
