import { tagKey } from '@rbassist/core';
import type { DjPlaylist, DjTrack } from '../model/dj-track.ts';

/** A category of My Tags, with its tags in the user's order. */
export interface TagCategory {
  name: string;
  tags: readonly string[];
}

/** Rekordbox has four categories; a fifth can't be used as a filter. */
export const MOST_CATEGORIES = 4;

/**
 * Builds a playlist for each tag: those of a category in its folder and order, then the others by name. Two spellings
 * of a tag share a playlist. A tag without tracks gets none.
 *
 * @param folders Names of the folders around the playlists, the outermost first.
 */
export function tagPlaylists(
  tracks: Iterable<Pick<DjTrack, 'id' | 'tags'>>,
  categories: readonly TagCategory[] = [],
  folders: readonly string[] = [],
): DjPlaylist[] {
  const byKey = new Map<string, { name: string; trackIds: string[] }>();
  for (const { id, tags } of tracks) {
    for (const key of new Set(tags.map(tagKey))) {
      const known = byKey.get(key);
      if (known) known.trackIds.push(id);
      else byKey.set(key, { name: tags.find((tag) => tagKey(tag) === key) ?? key, trackIds: [id] });
    }
  }
  const playlists: DjPlaylist[] = [];
  for (const category of categories) {
    for (const tag of category.tags) {
      const found = byKey.get(tagKey(tag));
      if (found === undefined) continue;
      byKey.delete(tagKey(tag));
      playlists.push({ folders: [...folders, category.name], name: tag, trackIds: found.trackIds });
    }
  }
  const others = [...byKey.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...playlists, ...others.map((playlist) => ({ folders: [...folders], ...playlist }))];
}
