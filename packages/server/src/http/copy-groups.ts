import { z } from '@hono/zod-openapi';
import { KEEPER_CRITERIA } from '@rbassist/core';
import { isSureCopy, userWorkOf } from '@rbassist/library';
import { pathId } from '../track-ids.ts';
import { TrackId } from './parameters.ts';
import type { Group, Search } from './shown-groups.ts';

const CopyFile = z
  .object({
    id: TrackId,
    path: z.string(),
    artist: z.string().nullable(),
    title: z.string().nullable(),
    album: z.string().nullable(),
    duration: z.number().nullable(),
    bytes: z.number().int(),
    sampleRate: z.number().nullable(),
    facts: z
      .object({
        intact: z.boolean(),
        lossless: z.boolean(),
        bitrate: z.number().nullable().openapi({ description: 'Kilobits per second' }),
        cues: z.number().int(),
        grid: z.boolean(),
        tags: z.number().int(),
        rating: z.number().nullable(),
      })
      .openapi({ description: 'What decides which copy is kept' }),
    canKeep: z.boolean().openapi({ description: 'False for a damaged file while a copy is whole' }),
    work: z.array(z.string()).openapi({ description: 'Kinds of your work on this file: cues, grid, tags, rating' }),
  })
  .openapi('CopyFile');

const DuplicateCopy = CopyFile.extend({
  keptFor: z.enum(KEEPER_CRITERIA).nullable().openapi({ description: 'Why the other is kept; null: a shorter path' }),
  keeperLacks: z.array(z.string()).openapi({ description: 'Your work on this copy that the kept one lacks' }),
  difference: z.number().nullable().openapi({ description: 'Share of fingerprint bits that differ, 0..1' }),
  sure: z.boolean().openapi({ description: 'False: look or play before you stage it' }),
}).openapi('DuplicateCopy');

/** The file to keep of a recording, and its copies. */
export const CopyGroup = z.object({ keeper: CopyFile, copies: z.array(DuplicateCopy) });

/** A file of a group. */
export type GroupFile = Group['keeper'];

/** Returns a group as an answer. */
export function groupAnswer({ keeper, duplicates }: Group, mode: Search['mode']) {
  const files = [keeper, ...duplicates];
  const answerOf = (file: GroupFile) => ({ ...fileAnswer(file), canKeep: canKeep(file, files, mode) });
  const copies = duplicates.map((copy) => {
    const { keptFor = null, keeperLacks, difference = null } = copy;
    return { ...answerOf(copy), keptFor, keeperLacks, difference, sure: isSureCopy(mode, copy) };
  });
  return { keeper: answerOf(keeper), copies };
}

function fileAnswer(file: GroupFile): Omit<z.infer<typeof CopyFile>, 'canKeep'> {
  const { path, bytes, facts, artist = null, title = null, album = null, durationS = null, sampleRate = null } = file;
  const { intact = true, lossless = false, bitrate = null, cues = 0, grid = false, rating = null } = facts;
  return {
    ...{ id: pathId(path), path, bytes, artist, title, album, duration: durationS, sampleRate },
    facts: { intact, lossless, bitrate, cues, grid, tags: facts.tags ?? 0, rating },
    work: userWorkOf(file),
  };
}

/** Returns false for a damaged file while another is whole. Equal sound is damaged in each copy, or in none. */
export function canKeep({ facts }: GroupFile, group: readonly GroupFile[], mode: Search['mode']): boolean {
  return facts.intact === true || mode === 'exact' || mode === 'audio' || !group.some((other) => other.facts.intact);
}
