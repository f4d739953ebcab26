/** Kind of messages that a UDP port of Pro DJ Link carries. */
export type LinkChannel = 'announce' | 'beat' | 'status';

/** UDP port of each channel. */
export const LINK_PORTS: Readonly<Record<LinkChannel, number>> = { announce: 50_000, beat: 50_001, status: 50_002 };

/** A device says that it is on the network, about every 1.5 seconds. */
export interface LinkDevice {
  type: 'device';
  /** Model, e.g. "CDJ-2000nexus". */
  name: string;
  /** Number in the network: 1..6 for players, 33 for the mixer. */
  device: number;
  /** IPv4 address that the device states. */
  address: string;
}

/** A player starts a beat. */
export interface LinkBeat {
  type: 'beat';
  name: string;
  device: number;
  /** Tempo of the track at normal speed; absent if unknown. */
  bpm?: number;
  /** Change of speed, in percent. */
  pitchPct: number;
  /** Beat of the bar, 1..4; absent if unknown. */
  beatInBar?: number;
}

/** The mixer says which channels are on air. */
export interface LinkOnAir {
  type: 'on-air';
  device: number;
  /** One flag for each channel, from the first. */
  channels: boolean[];
}

/** Position in the track, every 30 ms; only from a CDJ-3000 or later. */
export interface LinkPosition {
  type: 'position';
  name: string;
  device: number;
  /** Length of the track, in whole seconds. */
  lengthS: number;
  positionS: number;
  pitchPct: number;
  /** Tempo at the present speed; absent if unknown. */
  playingBpm?: number;
}

/** Place that a player loaded a track from. */
export type LinkSlot = 'none' | 'cd' | 'sd' | 'usb' | 'rekordbox' | 'usb-2' | 'stream' | 'unknown';

/** State of a player. */
export type PlayState =
  | 'empty'
  | 'loading'
  | 'playing'
  | 'looping'
  | 'paused'
  | 'cued'
  | 'cue-playing'
  | 'cue-scratching'
  | 'searching'
  | 'spun-down'
  | 'ended'
  | 'emergency-loop'
  | 'unknown';

/** Status of a player, about every 200 ms. Players send it only to devices that announce themselves. */
export interface LinkStatus {
  type: 'status';
  name: string;
  device: number;
  /** The loaded track; absent if none is loaded. */
  track?: {
    /** Identifier, local to the medium or collection that it was loaded from. */
    id: number;
    /** Number of the device that holds the medium. */
    device: number;
    slot: LinkSlot;
    /** True for a track that Rekordbox analysed. */
    isAnalyzed: boolean;
  };
  state: PlayState;
  isPlaying: boolean;
  /** True if the player sets the tempo of the others. */
  isMaster: boolean;
  isSynced: boolean;
  isOnAir: boolean;
  /** Tempo of the track at normal speed; absent if unknown. */
  bpm?: number;
  /** Change of speed, in percent. */
  pitchPct: number;
  /** Number of the beat in the track, from 1; absent if unknown. */
  beat?: number;
  /** Beat of the bar, 1..4; absent if unknown. */
  beatInBar?: number;
}

/** A message of a Pro DJ Link network. */
export type LinkPacket = LinkDevice | LinkBeat | LinkOnAir | LinkPosition | LinkStatus;

/** Returns the tempo at a change of speed, in percent. */
export function bpmAtPitch(bpm: number, pitchPct: number): number {
  return bpm * (1 + pitchPct / 100);
}
