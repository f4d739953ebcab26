export { type Deck, Decks } from './decks.ts';
export type {
  LinkBeat,
  LinkChannel,
  LinkDevice,
  LinkOnAir,
  LinkPacket,
  LinkPosition,
  LinkSlot,
  LinkStatus,
  PlayState,
} from './link-packet.ts';
export { type LinkEvent, listenToProLink, ProLinkError, type ProLinkOptions } from './listen.ts';
