import { createHash } from 'node:crypto';
import { isStreamLocation, locationKey } from '../location/location.ts';
import { type CheckedTrack, shown } from './check-element.ts';
import type { Report } from './track-rules.ts';

interface KnownLocation {
  line: number;
  /** Digest of the spelling, which needs less memory than the spelling. */
  spelling: string;
}

/** Numbers and Locations of all tracks, to find those that occur twice and keys of playlists. */
export class TrackIndex {
  readonly #lines = new Map<string, number>();
  readonly #locations = new Map<string, KnownLocation>();

  /** Adds a track. Reports a number or a file that another track has. */
  add(track: CheckedTrack, report: Report): void {
    const id = track.attributes.get('TrackID') ?? '';
    const line = this.#lines.get(id);
    if (id !== '' && line !== undefined)
      report('track-id-twice', track, `${shown(track, 'TrackID')}, as in line ${line}`);
    else if (id !== '') this.#lines.set(id, track.line);
    this.#addLocation(track, report);
  }

  /** Returns true if a track has this TrackID. */
  hasId(id: string): boolean {
    return this.#lines.has(id);
  }

  /** Returns true if a track has this Location, in any spelling. */
  hasLocation(location: string): boolean {
    return this.#locations.has(locationKey(location));
  }

  #addLocation(track: CheckedTrack, report: Report): void {
    const location = track.attributes.get('Location') ?? '';
    if (location === '') return;
    const key = locationKey(location);
    const spelling = digest(location);
    const other = this.#locations.get(key);
    if (other === undefined) {
      this.#locations.set(key, { line: track.line, spelling });
      return;
    }
    const isSame = other.spelling === spelling || isStreamLocation(location);
    report(isSame ? 'location-twice' : 'location-twin', track, `${shown(track, 'Location')}, as in line ${other.line}`);
  }
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
