import { TrackError } from '@rbassist/core';
import { ascii } from '../../formats/ascii.ts';
import type { AudioFile } from '../../formats/audio-file.ts';
import {
  CONTINUES,
  isIntactPage,
  LAST,
  MOST_SEGMENTS,
  type OggPage,
  oggPages,
  WHOLE_SEGMENT,
} from '../../formats/ogg-pages.ts';
import type { TagFields } from '../tag-fields.ts';
import { editComments } from './edit-comments.ts';
import { editEndTags, leadingTags, trailingTags } from './end-tags.ts';
import { newPage, numberRange, renumbered } from './ogg-pages.ts';
import type { Splice } from './splice.ts';
import { refuse } from './tag-refusal.ts';

/** Start of a codec's first packet, and bytes before the comments in its second packet. */
const CODECS = {
  'ogg-vorbis': { first: '\x01vorbis', second: '\x03vorbis' },
  'ogg-opus': { first: 'OpusHead', second: 'OpusTags' },
  'ogg-flac': { first: '\x7fFLAC', second: '\x04' },
} as const;
const FLAC_HEAD_BYTES = 4;
const LARGEST_FLAC_BLOCK = 2 ** 24 - 1;

type OggFormat = keyof typeof CODECS;

/** One of the chained streams in a file. Pages of other streams may be between its pages. */
interface Link {
  stream: number | undefined;
  /** Pages of the comments, until the comments are complete. */
  pages: OggPage[];
  /** Number of pages that were added; undefined until the comments are complete. */
  added: number | undefined;
  hasBegun: boolean;
}

/** Edits every chained stream, and renumbers later pages if the comments take more of them. Throws TagRefusal. */
export async function editOgg(file: AudioFile, fields: TagFields, format: OggFormat): Promise<Splice[]> {
  const leading = await leadingTags(file);
  const splices = await editEndTags(file, leading, fields, () => 'present');
  let link: Link | undefined;
  let end = 0;
  for await (const page of oggPages(file)) {
    if (!page.follows) throw lostPages(file.path, page);
    end = page.offset + page.bytes;
    if (page.first && (!link || link.hasBegun)) {
      requireComments(link);
      link = { stream: undefined, pages: [], added: undefined, hasBegun: false };
    }
    if (!link) refuse('its first Ogg page is missing');
    if (page.first) openStream(link, page, format);
    else splices.push(...editPage(link, page, fields, format));
  }
  requireComments(link);
  const trailing = await trailingTags(file, end);
  return [...splices, ...(await editEndTags(file, trailing, fields, () => 'present'))];
}

function lostPages(path: string, { offset }: OggPage): TrackError {
  return new TrackError(
    'corrupt',
    path,
    `${path} is damaged: it contains other data before the Ogg page at byte ${offset}.`,
  );
}

function requireComments(link: Link | undefined): void {
  if (link && link.added === undefined) refuse('one of its streams has no comments that rbassist can write');
}

function openStream(link: Link, page: OggPage, format: OggFormat): void {
  const { first } = CODECS[format];
  if (ascii(page.body, 0, first.length) !== first) return;
  if (link.stream !== undefined) refuse('it has several audio streams at once');
  link.stream = page.serial;
}

function editPage(link: Link, page: OggPage, fields: TagFields, format: OggFormat): Splice[] {
  link.hasBegun = true;
  if (page.serial !== link.stream) {
    if (link.pages.length > 0 && link.added === undefined) refuse('another stream is between its comments');
    return [];
  }
  if (link.added !== undefined) {
    if (link.added === 0) return [];
    return [{ ...numberRange(page), bytes: renumbered(page, link.added) }];
  }
  if (!isIntactPage(page.raw)) refuse('its Ogg comments are damaged');
  // the buffer of the page is reused
  link.pages.push({ ...page, segments: Uint8Array.from(page.segments), body: Uint8Array.from(page.body) });
  if (!page.segments.some((size) => size < WHOLE_SEGMENT)) return [];
  const edited = editCommentPages(link.pages, fields, format);
  link.added = edited ? edited.length - link.pages.length : 0;
  if (!edited) return [];
  const end = page.offset + page.bytes;
  return [{ start: link.pages[0].offset, end, bytes: Buffer.concat(edited) }];
}

/** The comment packet ends on the last of these pages. */
function editCommentPages(pages: readonly OggPage[], fields: TagFields, format: OggFormat): Buffer[] | null {
  const [first] = pages;
  const last = pages[pages.length - 1];
  if (first.continues || last.granule > 0n) refuse('its Ogg comments share a page with its audio');
  const body = Buffer.concat(pages.map((page) => page.body));
  const segments = Buffer.concat(pages.map((page) => page.segments));
  const count = segments.findIndex((size) => size < WHOLE_SEGMENT) + 1;
  const packetBytes = segments.subarray(0, count).reduce((sum, size) => sum + size, 0);
  const packet = editPacket(body.subarray(0, packetBytes), fields, format);
  if (!packet) return null;
  const newSegments = Buffer.concat([
    Buffer.alloc(Math.floor(packet.length / WHOLE_SEGMENT), WHOLE_SEGMENT),
    Uint8Array.of(packet.length % WHOLE_SEGMENT),
    segments.subarray(count),
  ]);
  return layOut(pages, newSegments, Buffer.concat([packet, body.subarray(packetBytes)]));
}

function editPacket(packet: Uint8Array, fields: TagFields, format: OggFormat): Uint8Array | null {
  const { second } = CODECS[format];
  const head = format === 'ogg-flac' ? FLAC_HEAD_BYTES : second.length;
  // the highest bit of FLAC's first byte marks the last block
  const start = format === 'ogg-flac' ? String.fromCharCode(packet[0] & 0x7f) : ascii(packet, 0, head);
  if (start !== second) refuse('its second Ogg packet has no comments');
  const comments = editComments(packet.subarray(head), fields, 'all');
  if (!comments) return null;
  if (format !== 'ogg-flac') return Buffer.concat([packet.subarray(0, head), comments]);
  if (comments.length > LARGEST_FLAC_BLOCK) refuse('its Vorbis comments would exceed 16 MB');
  const { length } = comments;
  return Buffer.concat([Uint8Array.of(packet[0], length >> 16, (length >> 8) & 0xff, length & 0xff), comments]);
}

/** Adds pages only if these are full. */
function layOut(pages: readonly OggPage[], segments: Buffer, body: Buffer): Buffer[] {
  const { serial, sequence } = pages[0];
  const last = pages[pages.length - 1];
  const needed = Math.ceil(segments.length / MOST_SEGMENTS);
  const count = Math.min(segments.length, Math.max(pages.length, needed));
  const laidOut: Buffer[] = [];
  let at = 0;
  let bodyAt = 0;
  for (let i = 0; i < count; i++) {
    const later = count - 1 - i;
    const taken = segments.subarray(at, at + Math.min(MOST_SEGMENTS, segments.length - at - later));
    const bytes = taken.reduce((sum, size) => sum + size, 0);
    const isContinued = at > 0 && segments[at - 1] === WHOLE_SEGMENT;
    const endsPacket = taken.some((size) => size < WHOLE_SEGMENT);
    laidOut.push(
      newPage({
        flags: (isContinued ? CONTINUES : 0) | (later === 0 && last.last ? LAST : 0),
        // -1 marks a page in which no packet ends
        granule: later === 0 ? last.granule : endsPacket ? 0n : -1n,
        serial,
        sequence: sequence + i,
        segments: taken,
        body: body.subarray(bodyAt, bodyAt + bytes),
      }),
    );
    at += taken.length;
    bodyAt += bytes;
  }
  return laidOut;
}
