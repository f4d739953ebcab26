import { parseKey } from '@rbassist/core';
import type { DjTrack } from '../model/dj-track.ts';
import { dayIn, starsOf, withoutUndefined } from '../model/track-values.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { numberOf, positiveOf, wholeOf } from '../xml/xml-values.ts';
import { readTraktorMarks } from './traktor-marks.ts';
import { pathOfTraktor, traktorKey } from './traktor-path.ts';
import { MOST_RANKING, musicalKey, trackColor } from './traktor-values.ts';

/** Reads an ENTRY of the collection. Returns undefined for one without a file. */
export function traktorEntry(entry: XmlElement, warn: (message: string) => void): DjTrack | undefined {
  const value = (element: string, attribute: string): string | undefined =>
    entry.children.find(({ name }) => name === element)?.attributes.get(attribute) || undefined;
  const number = (element: string, attribute: string) => positiveOf(value(element, attribute));
  const file = value('LOCATION', 'FILE');
  if (file === undefined) return undefined;
  const place = { volume: value('LOCATION', 'VOLUME') ?? '', dir: value('LOCATION', 'DIR') ?? '', file };
  const bpm = number('TEMPO', 'BPM');
  const cues = entry.children.filter(({ name }) => name === 'CUE_V2');
  const key = traktorKey(place);
  return withoutUndefined({
    id: key,
    path: pathOfTraktor(place),
    location: key,
    isStream: false,
    title: entry.attributes.get('TITLE') || undefined,
    artist: entry.attributes.get('ARTIST') || undefined,
    album: value('ALBUM', 'TITLE'),
    genre: value('INFO', 'GENRE'),
    label: value('INFO', 'LABEL'),
    remixer: value('INFO', 'REMIXER'),
    comments: value('INFO', 'COMMENT'),
    year: positiveOf(/^\d{4}/.exec(value('INFO', 'RELEASE_DATE') ?? '')?.[0]),
    durationS: number('INFO', 'PLAYTIME_FLOAT') ?? number('INFO', 'PLAYTIME'),
    bpm,
    key: keyOf(value('INFO', 'KEY'), wholeOf(value('MUSICAL_KEY', 'VALUE'))),
    stars: starsOf(numberOf(value('INFO', 'RANKING')), MOST_RANKING),
    color: trackColor(wholeOf(value('INFO', 'COLOR'))),
    playCount: wholeOf(value('INFO', 'PLAYCOUNT')),
    added: dayIn(value('INFO', 'IMPORT_DATE')),
    lastPlayed: dayIn(value('INFO', 'LAST_PLAYED')),
    ...readTraktorMarks(cues, bpm, warn),
    tags: [],
  });
}

/** Traktor shows the text; a text that is no key gives way to the analysed key. */
function keyOf(text: string | undefined, value: number | undefined): string | undefined {
  return parseKey(text) === undefined ? (musicalKey(value) ?? text) : text;
}
