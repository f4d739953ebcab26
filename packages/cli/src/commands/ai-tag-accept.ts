import { judgingCommand } from './judge-suggestions.ts';

/** `rbassist ai-tag accept`: makes suggestions My Tags. */
export const aiTagAccept = judgingCommand('accept');
