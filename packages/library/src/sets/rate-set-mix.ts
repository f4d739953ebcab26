import type { LibraryContext } from '../library-context.ts';
import { logSetStars } from '../mix-stars/mix-stars.ts';
import { rateMix } from './edit-tracks.ts';
import type { SavedSet } from './saved-set.ts';
import { placeOf } from './set-tracks.ts';

/** See `Library.rateSetMix`. */
export async function rateSetMix(
  context: LibraryContext,
  name: string,
  track: number | string,
  stars: number,
): Promise<SavedSet> {
  let place = 0;
  const rated = await context.sets.edit(name, (set) => {
    place = typeof track === 'string' ? placeOf(set, track) : track;
    return rateMix(set, place, stars);
  });
  await logSetStars(context, rated, [place]);
  return rated;
}

/** See `Library.undoSet`. */
export async function undoSet(context: LibraryContext, name: string): Promise<SavedSet> {
  // a removed set comes back without a new judgement
  const before = await context.sets.read(name).catch(() => undefined);
  const after = await context.sets.undo(name);
  if (before) await logSetStars(context, after, changedStars(before, after));
  return after;
}

/** Returns the places of the mixes that both versions of a set have, with other stars. */
function changedStars(before: SavedSet, after: SavedSet): number[] {
  return after.tracks.slice(1).flatMap((to, place) => {
    const { path, rating } = after.tracks[place];
    const earlier = before.tracks.findIndex(
      (track, i) => track.path === path && before.tracks[i + 1]?.path === to.path,
    );
    return earlier >= 0 && before.tracks[earlier].rating !== rating ? [place] : [];
  });
}
