/** Sentence that every command of the group begins with. */
export const EXPERIMENTAL = 'This command is experimental: it may change or vanish in any release.';
