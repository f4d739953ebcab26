import { judgingCommand } from './judge-suggestions.ts';

/** `rbassist ai-tag reject`: removes suggestions, which are not made again. */
export const aiTagReject = judgingCommand('reject');
