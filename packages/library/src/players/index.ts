export {
  FOLLOW_PLAYERS_DEFAULTS,
  type FollowedDeck,
  type FollowPlayersOptions,
  type PlayersEvent,
} from './follow-players.ts';
export type { DeckTrack } from './track-identifier.ts';
