import { foldName } from '../tracks/fold-name.ts';

/** Returns a name that all spellings of an artist share; '' if the artist is unknown. */
export function artistKey(artist: string | undefined): string {
  return foldName(artist);
}
