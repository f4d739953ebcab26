import { OpenAPIHono } from '@hono/zod-openapi';
import { errorResponse, invalidRequest } from './error-response.ts';
import { addArtwork } from './http/artwork.ts';
import { addAudio } from './http/audio.ts';
import { addCrates } from './http/crates.ts';
import { addDuplicates } from './http/duplicates.ts';
import { addEvents } from './http/events.ts';
import { addExports } from './http/exports.ts';
import { addFailures } from './http/failures.ts';
import { addFind } from './http/find.ts';
import { addFolders } from './http/folders.ts';
import { addHistory } from './http/history.ts';
import { addJobs } from './http/jobs.ts';
import { addLibrary } from './http/library.ts';
import { addMaintenance } from './http/maintenance.ts';
import { addRecommendations } from './http/recommendations.ts';
import { addSession } from './http/session.ts';
import { addSetPlans } from './http/set-plans.ts';
import { addSets } from './http/sets.ts';
import { addTagSuggestions } from './http/tag-suggestions.ts';
import { addTags } from './http/tags.ts';
import { addTrack } from './http/track.ts';
import { addTracks } from './http/tracks.ts';
import { addWaveform } from './http/waveform.ts';
import type { ServerContext } from './server-context.ts';

/** Every resource, in the order of the API's document. */
const RESOURCES: readonly ((app: OpenAPIHono, context: ServerContext) => void)[] = [
  addSession,
  addLibrary,
  addTracks,
  addTrack,
  addAudio,
  addArtwork,
  addWaveform,
  addHistory,
  addRecommendations,
  addFind,
  addJobs,
  addEvents,
  addFolders,
  addSetPlans,
  addSets,
  addCrates,
  addTags,
  addTagSuggestions,
  addDuplicates,
  addMaintenance,
  addFailures,
  addExports,
];

const ABOUT = { openapi: '3.1.0', info: { title: 'rbassist', version: '1' } };

/** Builds the HTTP API over a library. */
export function buildApp(context: ServerContext): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: invalidRequest });
  app.onError(errorResponse);
  for (const add of RESOURCES) add(app, context);
  app.get('/api/openapi.json', (request) => request.json(app.getOpenAPI31Document(ABOUT)));
  return app;
}
