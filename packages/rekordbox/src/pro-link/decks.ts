import { bpmAtPitch, type LinkPacket, type LinkStatus } from './link-packet.ts';

/** State of a player of a Pro DJ Link network. */
export interface Deck {
  /** Number of the player. */
  deck: number;
  /** Model. */
  name: string;
  /** The loaded track; absent if none is loaded, or if the player sends no status. */
  track?: LinkStatus['track'];
  /** Undefined if the player sends no status. */
  state?: LinkStatus['state'];
  isPlaying: boolean;
  isMaster: boolean;
  isOnAir: boolean;
  /** Tempo of the track at normal speed. */
  bpm?: number;
  pitchPct: number;
  /** Tempo at the present speed. */
  playingBpm?: number;
  beatInBar?: number;
  /** Position, in seconds; only from a CDJ-3000 or later. */
  positionS?: number;
  /** Length of the track, in whole seconds; only from a CDJ-3000 or later. */
  lengthS?: number;
}

/** Players announce themselves every 1.5 s; others forget one after about ten seconds. */
const GONE_AFTER_MS = 10_000;
/** A playing deck sends a beat at least this often: a beat at 20 BPM. */
const STOPPED_AFTER_MS = 3000;
const LAST_PLAYER = 6;

interface Heard extends Deck {
  seenMs: number;
  beatMs?: number;
}

/** Current state of the players, from the packets that arrived. */
export class Decks {
  readonly #decks = new Map<number, Heard>();

  /** @param nowMs Time of the packet, in milliseconds. */
  update(packet: LinkPacket, nowMs: number): void {
    if (packet.type === 'on-air') {
      for (const [i, isOnAir] of packet.channels.entries()) {
        const deck = this.#decks.get(i + 1);
        if (deck) deck.isOnAir = isOnAir;
      }
      return;
    }
    if (packet.device > LAST_PLAYER) return;
    const known = this.#decks.get(packet.device) ?? newDeck(packet.device, packet.name);
    this.#decks.set(packet.device, { ...known, ...changes(packet, nowMs), name: packet.name, seenMs: nowMs });
  }

  /** Lists the players that are on the network, by number. */
  at(nowMs: number): Deck[] {
    const present = [...this.#decks.values()].filter(({ seenMs }) => nowMs - seenMs < GONE_AFTER_MS);
    return present
      .sort((a, b) => a.deck - b.deck)
      .map(({ seenMs: _, beatMs, ...deck }) => ({
        ...deck,
        ...(deck.state === undefined && { isPlaying: beatMs !== undefined && nowMs - beatMs < STOPPED_AFTER_MS }),
      }));
  }
}

function newDeck(deck: number, name: string): Heard {
  return { deck, name, isPlaying: false, isMaster: false, isOnAir: false, pitchPct: 0, seenMs: 0 };
}

function changes(packet: Exclude<LinkPacket, { type: 'on-air' }>, nowMs: number): Partial<Heard> {
  switch (packet.type) {
    case 'device':
      return {};
    case 'beat': {
      const { bpm, pitchPct, beatInBar } = packet;
      return { bpm, pitchPct, beatInBar, playingBpm: playing(bpm, pitchPct), beatMs: nowMs };
    }
    case 'position': {
      const { lengthS, positionS, pitchPct, playingBpm } = packet;
      return { lengthS, positionS, pitchPct, playingBpm };
    }
    case 'status': {
      const { track, state, isPlaying, isMaster, isOnAir, bpm, pitchPct, beatInBar } = packet;
      const playingBpm = playing(bpm, pitchPct);
      return { track, state, isPlaying, isMaster, isOnAir, bpm, pitchPct, playingBpm, beatInBar };
    }
  }
}

function playing(bpm: number | undefined, pitchPct: number): number | undefined {
  return bpm === undefined ? undefined : bpmAtPitch(bpm, pitchPct);
}
