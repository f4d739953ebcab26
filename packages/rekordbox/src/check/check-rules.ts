import { FILE_RULES } from './rules/file.ts';
import { GRID_RULES } from './rules/grid.ts';
import { IDENTITY_RULES } from './rules/identity.ts';
import { MARK_RULES } from './rules/mark.ts';
import { PLAYLIST_RULES } from './rules/playlist.ts';
import type { RuleText } from './rules/rule.ts';
import { TEXT_RULES } from './rules/text.ts';
import { VALUE_RULES } from './rules/value.ts';

/** Rules of the check, from the whole file down to the playlists. */
export const CHECK_RULES = {
  ...FILE_RULES,
  ...IDENTITY_RULES,
  ...VALUE_RULES,
  ...TEXT_RULES,
  ...GRID_RULES,
  ...MARK_RULES,
  ...PLAYLIST_RULES,
} as const satisfies Record<string, RuleText>;

/** Name of a rule of {@link CHECK_RULES}. */
export type CheckRule = keyof typeof CHECK_RULES;
