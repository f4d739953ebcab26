import type { components, paths } from './schema.d.ts';

type Schemas = components['schemas'];

/** A row of a list: the columns that were asked for. */
export type TrackRow = Schemas['TrackRow'];
/** All that the library knows of a track. */
export type Track = Schemas['Track'];
/** Counts of tracks by value. */
export type TrackFacets = Schemas['TrackFacets'];
/** A long task of the server. */
export type Job = Schemas['Job'];
/** A request for a job. */
export type JobRequest = paths['/api/jobs']['post']['requestBody']['content']['application/json'];
/** A track that goes with a seed, with its reasons. */
export type Recommendation = Schemas['Recommendation'];
/** Something that a check of the library found. */
export type LibraryFinding = Schemas['LibraryCheck']['findings'][number];
/** Folders that are watched, or can be. */
export type Watch = Schemas['Watch'];
/** A suggestion of one tag for one track. */
export type SuggestedTag = Schemas['SuggestedTag'];
/** Tags of chosen tracks. */
export type TagsOfTracks = Schemas['TagsOfTracks'];
/** A tag of the library, with its counts. */
export type LibraryTag = Schemas['OwnTags']['tags'][number];
/** A contradiction among tags. */
export type TagProblem = Schemas['TagProblem'];
/** Facts of a track that a list shows. */
export type TrackSummary = Schemas['TrackSummary'];
