import { OpenAPIHono } from '@hono/zod-openapi';
import { notify } from '@rbassist/core';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { errorResponse, invalidRequest, isExpected } from './error-response.ts';
import { allowedMethods } from './http/allowed-methods.ts';
import { addArtwork } from './http/artwork.ts';
import { addAudio } from './http/audio.ts';
import { addChosenTracks } from './http/chosen-tracks.ts';
import { addCrates } from './http/crates.ts';
import { addDuplicates } from './http/duplicates.ts';
import { addEvents } from './http/events.ts';
import { addExports } from './http/exports.ts';
import { addFailures } from './http/failures.ts';
import { addFind } from './http/find.ts';
import { addFolders } from './http/folders.ts';
import { addHistory } from './http/history.ts';
import { addImports } from './http/imports.ts';
import { addJobs } from './http/jobs.ts';
import { addLibrary } from './http/library.ts';
import { addMaintenance } from './http/maintenance.ts';
import { addMap } from './http/map.ts';
import { addMapValues } from './http/map-values.ts';
import { addMixStars } from './http/mix-stars.ts';
import { addModels } from './http/models.ts';
import { addNotCopies } from './http/not-copies.ts';
import { addPlaylists } from './http/playlists.ts';
import { FILE_ADDRESSES, LARGEST_FILE } from './http/received-file.ts';
import { addRecommendations } from './http/recommendations.ts';
import { addRulePlaylists } from './http/rule-playlists.ts';
import { addSession } from './http/session.ts';
import { addSetPlans } from './http/set-plans.ts';
import { addSets } from './http/sets.ts';
import { addSettings } from './http/settings.ts';
import { addStagedCopies } from './http/staged-copies.ts';
import { addTagProblems } from './http/tag-problems.ts';
import { addTagSuggestions } from './http/tag-suggestions.ts';
import { addTags } from './http/tags.ts';
import { addTrack } from './http/track.ts';
import { addTracks } from './http/tracks.ts';
import { addWatch } from './http/watch.ts';
import { addWaveform } from './http/waveform.ts';
import { guard } from './security/guard.ts';
import { requireLibrary } from './security/library-present.ts';
import { responseHeaders } from './security/response-headers.ts';
import type { ServerContext } from './server-context.ts';
import { turns } from './turns.ts';

/** Every resource, in the order of the API's document. */
const RESOURCES: readonly ((app: OpenAPIHono, context: ServerContext) => void)[] = [
  addSession,
  addLibrary,
  addTracks,
  addChosenTracks,
  addTrack,
  addAudio,
  addArtwork,
  addWaveform,
  addHistory,
  addRecommendations,
  addFind,
  addMap,
  addMapValues,
  addJobs,
  addEvents,
  addFolders,
  addWatch,
  addMixStars,
  addSetPlans,
  addSets,
  addCrates,
  addPlaylists,
  addRulePlaylists,
  addTags,
  addTagSuggestions,
  addTagProblems,
  addDuplicates,
  addStagedCopies,
  addNotCopies,
  addMaintenance,
  addFailures,
  addSettings,
  addModels,
  addImports,
  addExports,
];

const ABOUT = { openapi: '3.1.0', info: { title: 'rbassist', version: '1' } };
/** Room for the ids of 100,000 tracks, the most that a request names. */
const LARGEST_BODY = 2_000_000;

/** Rules for access to the API, and a listener for its unexpected errors. */
export interface AppOptions {
  /** Name or address that the server listens on. */
  host: string;
  /** True if reading needs the token too. */
  isPrivate: boolean;
  onError?: (error: unknown) => void;
}

const LOCAL: AppOptions = { host: '127.0.0.1', isPrivate: false };

/** Builds the HTTP API over a library. */
export function buildApp(context: ServerContext, options: AppOptions = LOCAL): OpenAPIHono {
  const { host, isPrivate, onError } = options;
  const { library, token, clock } = context;
  const app = new OpenAPIHono({ defaultHook: invalidRequest });
  app.onError((error, request) => {
    if (!isExpected(error)) notify(onError, error);
    return errorResponse(error, request, context);
  });
  const refuse = (status: 404 | 413, message: string): never => {
    throw new HTTPException(status, { message });
  };
  app.notFound((request) => {
    const { method, path } = request.req;
    const methods = methodsAt(path);
    if (methods.length === 0) {
      return errorResponse(new HTTPException(404, { message: `There is nothing at ${path}.` }), request, context);
    }
    request.header('allow', methods.join(', '));
    const message = `${path} does not take ${method}, only ${methods.join(', ')}.`;
    return errorResponse(new HTTPException(405, { message }), request, context);
  });
  app.use('*', responseHeaders);
  app.use('*', guard({ host, token, isPrivate, clock }));
  const small = bodyLimit({ maxSize: LARGEST_BODY, onError: () => refuse(413, 'The body is over 2 MB.') });
  const large = bodyLimit({ maxSize: LARGEST_FILE, onError: () => refuse(413, 'The file is over 300 MB.') });
  app.use('*', (request, next) => (FILE_ADDRESSES.has(request.req.path) ? large : small)(request, next));
  app.get('/api/openapi.json', (request) => request.json(app.getOpenAPI31Document(ABOUT)));
  app.use('/api/*', turns());
  app.use('/api/*', requireLibrary(library, clock));
  for (const add of RESOURCES) add(app, context);
  const methodsAt = allowedMethods(app);
  return app;
}
