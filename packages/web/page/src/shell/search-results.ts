import type { components } from '../api/schema.d.ts';
import { setAddress } from '../lists/set-address.ts';
import { text } from '../text/en.ts';
import { formatCount, shownText } from '../text/format.ts';
import { EVERYTHING, writeTrackQuery } from '../tracks/track-query.ts';

type SearchAnswer = components['schemas']['SearchAnswer'];

/** A place that a search leads to. */
interface SearchResult {
  readonly name: string;
  /** A few words after the name, such as the artist. */
  readonly about: string;
  readonly address: string;
}

/** Results of one kind. */
export interface SearchGroup {
  readonly label: string;
  readonly results: readonly SearchResult[];
}

/** Rows of a kind that leave room for the others. */
const MOST_OF_KIND = 5;

/** Returns the places that a search leads to, by kind. Where the table shows the tracks, they are left out. */
export function searchGroups(found: SearchAnswer, tableShowsTracks: boolean): SearchGroup[] {
  const { tracks, sets, playlists, tags } = found;
  const table = (filter: Partial<typeof EVERYTHING>) => `/?${writeTrackQuery({ ...EVERYTHING, ...filter })}`;
  const groups: SearchGroup[] = [
    {
      label: text.list.tracks,
      results: tableShowsTracks
        ? []
        : tracks.map(({ id, title, artist }) => ({
            name: shownText(title),
            about: shownText(artist),
            address: `/track/${id}`,
          })),
    },
    {
      label: text.views.sets,
      results: sets.map(({ name, tracks: count }) => ({
        name: shownText(name),
        about: text.tracks(count),
        address: setAddress(name),
      })),
    },
    {
      label: text.lists.playlists,
      results: playlists.map(({ list, name, tracks: count }) => ({
        name: shownText(name),
        about: count === null ? '' : text.tracks(count),
        address: table({ list }),
      })),
    },
    {
      label: text.views.tags,
      results: tags.map(({ name, tracks: count }) => ({
        name: shownText(name),
        about: formatCount(count),
        address: table({ tag: [name] }),
      })),
    },
  ];
  return groups
    .map(({ label, results }) => ({ label, results: results.slice(0, MOST_OF_KIND) }))
    .filter(({ results }) => results.length > 0);
}
