import { isStreamLocation, locationOfPath, pathOfLocation } from '../location/location.ts';
import { percentDecode } from '../location/percent.ts';
import { UNKNOWN_KIND } from '../track-attributes/file-kind.ts';
import { LONGEST_PATH } from '../track-attributes/track-attributes.ts';
import { type CheckedTrack, shown } from './check-element.ts';
import type { Report } from './track-rules.ts';

const ROOTED = /^file:\/\/localhost\//;
const STREAM_ROOT = /^file:\/\/localhost\/?[a-z]/i;
const ABSOLUTE = /^(?:[A-Z]:\\|\\\\|\/)/i;
/** Endings of files that Rekordbox plays, also videos. */
const FORMATS = new Set('mp3 m4a mp4 aac wav wave aif aiff aifc flac alac m4v mov mpg mpeg avi'.split(' '));

/** Checks the Location of a track, and the kind of its file. */
export function checkLocation(track: CheckedTrack, report: Report): void {
  const location = track.attributes.get('Location') ?? '';
  if (location === '') {
    report('location-missing', track, shown(track, 'Location'));
    return;
  }
  if (isStreamLocation(location)) {
    if (!STREAM_ROOT.test(location)) report('location-host', track, shown(track, 'Location'));
    return;
  }
  const path = pathOfLocation(location);
  if (!ABSOLUTE.test(path)) {
    report('location-not-absolute', track, shown(track, 'Location'));
    return;
  }
  if (path.length > LONGEST_PATH) report('location-long', track, `a path of ${path.length} characters`);
  checkSpelling(track, location, path, report);
  checkFormat(track, path, report);
}

function checkSpelling(track: CheckedTrack, location: string, path: string, report: Report): void {
  const found = shown(track, 'Location');
  const rest = location.replace(/^file:\/\/(?:localhost)?/i, '');
  if (!ROOTED.test(location)) report('location-host', track, found);
  if (/\/\//.test(percentDecode(rest))) {
    report('location-double-slash', track, found);
    return;
  }
  if (/%[89a-f][0-9a-f]/i.test(percentDecode(location))) {
    report('location-not-utf8', track, found);
    return;
  }
  if (!ROOTED.test(location)) return;
  const written = locationOfPath(path);
  if (written !== location) report('location-encoding', track, `${found}; Rekordbox writes "${written}"`);
}

function checkFormat(track: CheckedTrack, path: string, report: Report): void {
  const ending = /\.([^./\\]*)$/.exec(path)?.[1].toLowerCase() ?? '';
  const isKnown = FORMATS.has(ending);
  if (!isKnown) report('format-unknown', track, ending === '' ? 'a file without an ending' : `a file .${ending}`);
  const kind = track.attributes.get('Kind') ?? '';
  // localised, so that only the English name can be told apart
  if (kind === '') report('kind-missing', track, shown(track, 'Kind'));
  else if (isKnown && kind === UNKNOWN_KIND) report('kind-unknown', track, shown(track, 'Kind'));
}
