/** Most tracks that an address names. A larger crate is a set or a playlist. */
export const MOST_CHOSEN = 300;

/** Start of a crate: names of sets and playlists as the API gives them, tags, and ids of tracks. */
export interface CrateStart {
  readonly lists: readonly string[];
  readonly tags: readonly string[];
  readonly tracks: readonly string[];
}

/** Returns the part of a crate's address that says what it starts from. */
export function crateStartParams({ lists = [], tags = [], tracks = [] }: Partial<CrateStart>): URLSearchParams {
  const params = new URLSearchParams();
  for (const list of lists) params.append('list', list);
  for (const tag of tags) params.append('tag', tag);
  if (tracks.length > 0) params.set('tracks', tracks.join(','));
  return params;
}

/** Returns the address of a crate that starts from some lists, tags or tracks. */
export function crateFrom(start: Partial<CrateStart>): string {
  return `/crates?${crateStartParams(start)}`;
}
