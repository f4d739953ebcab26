import type { PlaylistRules } from '../../lists/queries.ts';

/** Returns the rules that are set. */
export function withoutEmpty(rules: PlaylistRules): PlaylistRules {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
}
