import { type CueWriting, type LeftOutMark, positionMarks } from '../marks/position-marks.ts';
import type { DjTrack } from '../model/dj-track.ts';
import { tempoElements } from '../tempo/tempo-elements.ts';
import type { TonalityNotation } from '../track-attributes/tonality.ts';
import { trackAttributes } from '../track-attributes/track-attributes.ts';
import { type XmlElement, xmlElement } from '../xml/xml-element.ts';

/** Options of {@link trackElement}. */
export interface TrackElementOptions {
  /** Spelling of keys. */
  notation: TonalityNotation;
  /** Form of cues. @default 'stored' */
  cues?: CueWriting;
  /** Also write the tags as the Python rbassist does, which Rekordbox ignores. @default false */
  myTags?: boolean;
}

/** A TRACK element of the COLLECTION, and the marks that did not fit. */
export interface WrittenTrack {
  element: XmlElement;
  leftOut: LeftOutMark[];
}

/**
 * Returns the TRACK element of a track in Rekordbox's time, with its grid and marks.
 *
 * @param track Its `id` becomes the TrackID.
 */
export function trackElement(track: DjTrack, { notation, cues, myTags = false }: TrackElementOptions): WrittenTrack {
  const { marks, leftOut } = positionMarks(track.marks, cues);
  const children = [
    // tempos come before marks in every file of Rekordbox
    ...tempoElements(track.grid, track.durationS ?? 0).map((tempo) => xmlElement('TEMPO', tempo)),
    ...marks.map((mark) => xmlElement('POSITION_MARK', mark)),
    ...(myTags && track.tags.length > 0 ? [myTagElement(track.tags)] : []),
  ];
  return { element: xmlElement('TRACK', trackAttributes(track, { notation }), children), leftOut };
}

function myTagElement(tags: readonly string[]): XmlElement {
  const named = tags.map((Name) => xmlElement('TAG', { Name }));
  return xmlElement('MY_TAG', {}, named);
}
