export { addTracks, lockTracks, moveTrack, rateMix, removeTracks } from './edit-tracks.ts';
export type { PlanAgainOptions, PlannedAgain } from './plan-set-again.ts';
export type { SaveSetOptions, SetToSave } from './save-set.ts';
export type { SavedSet, SetTrack } from './saved-set.ts';
export type { SetSummary } from './set-summary.ts';
export { placeOf } from './set-tracks.ts';
export type { ViewedMix, ViewedSet, ViewedTrack } from './set-view.ts';
