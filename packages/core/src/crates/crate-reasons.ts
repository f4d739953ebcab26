import { keyRelation } from '../keys/camelot.ts';
import type { MixTrack } from '../recommend/mix-track.ts';
import { type CrateProfile, foldedTags } from './crate-profile.ts';
import type { CrateCandidate, CratePart } from './crate-score.ts';
import type { CratePartName } from './crate-weights.ts';

/** One fact behind the score of a track for a crate. */
export interface CrateReason {
  part: CratePartName | 'artist';
  /** The fact in a few words, without a full stop, e.g. "near 5 of 8 tracks". */
  text: string;
  /** `for` or `against` the track, or `unsure` for data that is missing. */
  effect: 'for' | 'against' | 'unsure';
}

interface Facts {
  profile: CrateProfile;
  candidate: CrateCandidate;
  parts: readonly CratePart[];
  repeatsArtist: boolean;
}

/** Smallest value that speaks for a track. */
const GOOD = 0.5;
const SHOWN_TAGS = 3;

/** Returns the facts behind the score of a track for a crate, in words. */
export function crateReasons({ profile, candidate, parts, repeatsArtist }: Facts): CrateReason[] {
  const { members, placed, tags } = profile;
  const { track, support } = candidate;
  const part = (name: CratePartName) => parts.find((each) => each.name === name) ?? { value: 0, confidence: 0 };
  const reason = (name: CrateReason['part'], isFor: boolean, text: string): CrateReason => ({
    part: name,
    text,
    effect: isFor ? 'for' : 'against',
  });
  const unsure = (name: CratePartName, text: string): CrateReason => ({ part: name, text, effect: 'unsure' });
  const { value: sound } = part('annCentroid');
  const keyed = members.filter(({ track: { keys } }) => keys.length > 0);
  const inKey = keyed.filter((member) => mixesInKey(member.track, track)).length;
  const shared = [...foldedTags(track)].filter((tag) => tags.has(tag));
  return [
    reason('annCentroid', sound >= GOOD, `sound ${sound >= GOOD ? 'alike' : 'differs'} ${sound.toFixed(2)}`),
    ...(support > 0 ? [reason('annSeedCoverage', true, `near ${support} of ${placed.length} tracks`)] : []),
    part('bpmMatch').confidence === 0
      ? unsure('bpmMatch', 'BPM unknown')
      : reason('bpmMatch', part('bpmMatch').value >= GOOD, part('bpmMatch').value >= GOOD ? 'BPM fits' : 'BPM differs'),
    part('keyMatch').confidence === 0
      ? unsure('keyMatch', 'key unknown')
      : reason('keyMatch', inKey > 0, `key fits ${inKey} of ${keyed.length} tracks`),
    ...(shared.length > 0 ? [reason('tagMatch', true, `tags: ${shared.slice(0, SHOWN_TAGS).join(', ')}`)] : []),
    ...(repeatsArtist ? [reason('artist', false, 'artist again')] : []),
  ];
}

function mixesInKey(member: MixTrack, track: MixTrack): boolean {
  const relation = keyRelation(member.keys[0]?.value, track.keys[0]?.value);
  return relation !== 'clash' && relation !== 'unknown';
}
