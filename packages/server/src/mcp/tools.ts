import type { Tool } from './tool.ts';
import { changeTags } from './tools/change-tags.ts';
import { editTrack } from './tools/edit-track.ts';
import { expandCrate } from './tools/expand-crate.ts';
import { exportPlaylist } from './tools/export-playlist.ts';
import { findBySound } from './tools/find-by-sound.ts';
import { findTracks } from './tools/find-tracks.ts';
import { getSet } from './tools/get-set.ts';
import { getTrack } from './tools/get-track.ts';
import { judgeSuggestions } from './tools/judge-suggestions.ts';
import { libraryStats } from './tools/library-stats.ts';
import { listSuggestions } from './tools/list-suggestions.ts';
import { planSet } from './tools/plan-set.ts';
import { rateTransition } from './tools/rate-transition.ts';
import { recommend } from './tools/recommend.ts';
import { savePlaylist } from './tools/save-playlist.ts';
import { saveSet } from './tools/save-set.ts';
import { suggestTags } from './tools/suggest-tags.ts';
import { undoChange } from './tools/undo-change.ts';

/** Every tool, in the order of the list. Those with an `effect` need the user's permission. */
export const TOOLS: readonly Tool[] = [
  libraryStats,
  findTracks,
  findBySound,
  getTrack,
  recommend,
  rateTransition,
  planSet,
  getSet,
  expandCrate,
  suggestTags,
  listSuggestions,
  exportPlaylist,
  saveSet,
  changeTags,
  judgeSuggestions,
  editTrack,
  savePlaylist,
  undoChange,
];
