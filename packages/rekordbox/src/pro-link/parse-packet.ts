import type {
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

/** First bytes of every packet. */
export const LINK_HEADER: Readonly<Buffer> = Buffer.from('Qspt1WmJOL', 'latin1');
const KIND_AT = 0x0a;
/** Length of a device's name, filled with zeros. */
export const NAME_LENGTH = 20;
const NO_BPM = 0xffff;
const NO_VALUE = 0xffff_ffff;
const NORMAL_PITCH = 0x10_0000;

const SLOTS: Readonly<Record<number, LinkSlot>> = {
  0: 'none',
  1: 'cd',
  2: 'sd',
  3: 'usb',
  4: 'rekordbox',
  6: 'stream',
  7: 'usb-2',
  9: 'stream',
};
const ANALYZED = 1;

const STATES: Readonly<Record<number, PlayState>> = {
  0: 'empty',
  2: 'loading',
  3: 'playing',
  4: 'looping',
  5: 'paused',
  6: 'cued',
  7: 'cue-playing',
  8: 'cue-scratching',
  9: 'searching',
  14: 'spun-down',
  17: 'ended',
  18: 'emergency-loop',
};
const SOUNDING: readonly PlayState[] = ['playing', 'looping', 'cue-playing', 'emergency-loop'];

/**
 * Reads a packet of a Pro DJ Link network, by the offsets that the project dysentery found.
 *
 * @returns undefined for a packet of another kind, and for one that is damaged or cut.
 */
export function parseLinkPacket(channel: LinkChannel, bytes: Uint8Array): LinkPacket | undefined {
  const packet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (packet.length <= KIND_AT || !packet.subarray(0, LINK_HEADER.length).equals(LINK_HEADER)) return undefined;
  const reader = READERS[channel][packet[KIND_AT]];
  return reader !== undefined && packet.length >= reader.length ? reader.read(packet) : undefined;
}

interface Reader {
  /** Fewest bytes of such a packet. */
  length: number;
  read: (packet: Buffer) => LinkPacket | undefined;
}

const READERS: Readonly<Record<LinkChannel, Readonly<Record<number, Reader>>>> = {
  announce: { 6: { length: 0x36, read: readDevice } },
  beat: {
    3: { length: 0x28, read: readOnAir },
    11: { length: 0x3c, read: readPosition },
    40: { length: 0x60, read: readBeat },
  },
  // older players send 0xd0 bytes
  status: { 10: { length: 0xd0, read: readStatus } },
};

function readDevice(packet: Buffer): LinkDevice | undefined {
  const device = packet[0x24];
  if (device === 0) return undefined;
  const address = [...packet.subarray(0x2c, 0x30)].join('.');
  return { type: 'device', name: nameAt(packet, 0x0c), device, address };
}

function readOnAir(packet: Buffer): LinkOnAir {
  const four = [...packet.subarray(0x24, 0x28)];
  // mixers with six channels send a longer packet
  const more = packet.length >= 0x2f + 6 ? [...packet.subarray(0x2d, 0x2f)] : [];
  return { type: 'on-air', device: packet[0x21], channels: [...four, ...more].map((flag) => flag === 1) };
}

function readPosition(packet: Buffer): LinkPosition | undefined {
  const device = packet[0x21];
  if (device === 0) return undefined;
  const bpm = packet.readUInt32BE(0x38);
  return {
    type: 'position',
    name: nameAt(packet, 0x0b),
    device,
    lengthS: packet.readUInt32BE(0x24),
    positionS: packet.readUInt32BE(0x28) / 1000,
    pitchPct: packet.readInt32BE(0x2c) / 100,
    ...(bpm !== NO_VALUE && bpm > 0 && { playingBpm: bpm / 10 }),
  };
}

function readBeat(packet: Buffer): LinkBeat | undefined {
  const device = packet[0x21];
  if (device === 0) return undefined;
  return {
    type: 'beat',
    name: nameAt(packet, 0x0b),
    device,
    ...bpmAt(packet, 0x5a),
    pitchPct: pitchAt(packet, 0x54),
    ...beatInBarAt(packet, 0x5c),
  };
}

const FLAG = { onAir: 0x08, sync: 0x10, master: 0x20, play: 0x40 } as const;

function readStatus(packet: Buffer): LinkStatus | undefined {
  const device = packet[0x21];
  if (device === 0) return undefined;
  const state = STATES[packet[0x7b]] ?? 'unknown';
  const flags = packet[0x89];
  const slot = SLOTS[packet[0x29]] ?? 'unknown';
  const isLoaded = packet[0x28] !== 0 && slot !== 'none';
  const beat = packet.readUInt32BE(0xa0);
  return {
    type: 'status',
    name: nameAt(packet, 0x0b),
    device,
    ...(isLoaded && {
      track: { id: packet.readUInt32BE(0x2c), device: packet[0x28], slot, isAnalyzed: packet[0x2a] === ANALYZED },
    }),
    state,
    // players before the nexus series send no flags
    isPlaying: flags === 0 ? SOUNDING.includes(state) : (flags & FLAG.play) !== 0,
    isMaster: (flags & FLAG.master) !== 0,
    isSynced: (flags & FLAG.sync) !== 0,
    isOnAir: (flags & FLAG.onAir) !== 0,
    ...bpmAt(packet, 0x92),
    pitchPct: pitchAt(packet, 0x8c),
    ...(beat !== NO_VALUE && beat > 0 && { beat }),
    ...beatInBarAt(packet, 0xa6),
  };
}

function nameAt(packet: Buffer, at: number): string {
  const [name] = packet
    .subarray(at, at + NAME_LENGTH)
    .toString('latin1')
    .split('\0', 1);
  return name.trim();
}

/** Reads hundredths of a beat per minute. */
function bpmAt(packet: Buffer, at: number): { bpm?: number } {
  const hundredths = packet.readUInt16BE(at);
  return hundredths === NO_BPM || hundredths === 0 ? {} : { bpm: hundredths / 100 };
}

/** Reads a change of speed: 0 is a stop, 0x200000 is twice the speed. Returns percent, to two decimals. */
function pitchAt(packet: Buffer, at: number): number {
  const part = packet.readUInt32BE(at) & 0xff_ffff;
  return Math.round((part / NORMAL_PITCH - 1) * 10_000) / 100;
}

function beatInBarAt(packet: Buffer, at: number): { beatInBar?: number } {
  const beatInBar = packet[at];
  return beatInBar >= 1 && beatInBar <= 4 ? { beatInBar } : {};
}
