import { checkOptions, type MixTrack, OptionError } from '@rbassist/core';
import { plainTrack } from '../facts/packed-facts.ts';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';
import { warnOfUnknownNames } from '../recommend/unknown-names.ts';
import { ruleTest } from './match-rules.ts';
import { PLAYLIST_RULES, type PlaylistRules } from './playlist-rules.ts';

/** Tracks that fit the rules of a playlist. */
export interface RuledPlaylist {
  /** In the order of the library. */
  tracks: MixTrack[];
  /** Number of tracks that fit, but whose file is missing or was moved away as a duplicate. */
  absent: number;
}

/** See `Library.listByRules`. */
export async function listByRules(context: LibraryContext, rules: PlaylistRules): Promise<RuledPlaylist> {
  checkRules(rules);
  await context.refresh();
  const { tags, notTags, anyTags = [], genres } = rules;
  await warnOfUnknownNames(context, { tags: [...(tags ?? []), ...anyTags], notTags, genres });
  const { table } = context.mixTracks;
  const { passes, record } = ruleTest(table, rules);
  const list: RuledPlaylist = { tracks: [], absent: 0 };
  for (const [position, track] of table.tracks.entries()) {
    if (!passes(position)) continue;
    if (record && !record.fits(context.meta.get(track.path, record.keys) ?? {})) continue;
    if (isPresent(track)) list.tracks.push(plainTrack(track));
    else list.absent++;
  }
  return list;
}

/** Throws {@link OptionError} for an unknown or invalid rule, and for rules that no track can fit. */
export function checkRules(rules: PlaylistRules): void {
  checkOptions(rules, PLAYLIST_RULES);
  const { bpmMin = 0, bpmMax = bpmMin, playsMin = 0, playsMax = playsMin } = rules;
  if (bpmMax < bpmMin) throw new OptionError(`bpmMax must be ${bpmMin} or more, not ${bpmMax}.`, { option: 'bpmMax' });
  if (playsMax < playsMin) {
    throw new OptionError(`playsMax must be ${playsMin} or more, not ${playsMax}.`, { option: 'playsMax' });
  }
}
