/** Builds packets as the devices of a Pro DJ Link network send them. */
const HEADER = 'Qspt1WmJOL';

function packet(length: number, kind: number, name: string, nameAt: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write(HEADER, 0, 'latin1');
  bytes[0x0a] = kind;
  bytes.write(name, nameAt, 'latin1');
  return bytes;
}

export function devicePacket(device: number, name = 'CDJ-2000nexus', address = [127, 0, 0, 1]): Buffer {
  const bytes = packet(0x36, 0x06, name, 0x0c);
  bytes.set([1, 2, 0, 0x36, device, 1, 1, 2, 3, 4, 5, 6, ...address, 1, 0, 0, 0, 1, 0], 0x20);
  return bytes;
}

export function beatPacket(device: number, bpm: number, pitch = 0x10_0000, beat = 1): Buffer {
  const bytes = packet(0x60, 0x28, 'CDJ-2000nexus', 0x0b);
  bytes.set([1, 0, device, 0, 0x3c], 0x1f);
  bytes.writeUInt32BE(pitch, 0x54);
  bytes.writeUInt16BE(Math.round(bpm * 100), 0x5a);
  bytes[0x5c] = beat;
  bytes[0x5f] = device;
  return bytes;
}

export interface StatusValues {
  device: number;
  trackId?: number;
  trackDevice?: number;
  slot?: number;
  trackType?: number;
  state?: number;
  flags?: number;
  bpm?: number;
  pitch?: number;
  beat?: number;
  beatInBar?: number;
  length?: number;
}

export function statusPacket({ device, length = 0xd4, ...values }: StatusValues): Buffer {
  const bytes = packet(length, 0x0a, 'CDJ-2000nexus', 0x0b);
  bytes.set([1, 3, device, 0, 0xb0, device], 0x1f);
  bytes[0x28] = values.trackDevice ?? 0;
  bytes[0x29] = values.slot ?? 0;
  bytes[0x2a] = values.trackType ?? 0;
  bytes.writeUInt32BE(values.trackId ?? 0, 0x2c);
  bytes[0x7b] = values.state ?? 0;
  bytes[0x89] = values.flags ?? 0x84;
  bytes.writeUInt32BE(values.pitch ?? 0x10_0000, 0x8c);
  bytes.writeUInt16BE(values.bpm === undefined ? 0xffff : Math.round(values.bpm * 100), 0x92);
  bytes.writeUInt32BE(values.beat ?? 0xffff_ffff, 0xa0);
  bytes[0xa6] = values.beatInBar ?? 0;
  return bytes;
}

export function onAirPacket(flags: readonly number[]): Buffer {
  const bytes = packet(flags.length > 4 ? 0x35 : 0x2d, 0x03, 'DJM-900nexus', 0x0b);
  bytes.set([1, flags.length > 4 ? 3 : 0, 33], 0x1f);
  bytes.set(flags.slice(0, 4), 0x24);
  bytes.set(flags.slice(4), 0x2d);
  return bytes;
}

export function positionPacket(device: number, lengthS: number, positionMs: number, bpm: number, pitch = 0): Buffer {
  const bytes = packet(0x3c, 0x0b, 'CDJ-3000', 0x0b);
  bytes.set([1, 0, device, 0, 0x18], 0x1f);
  bytes.writeUInt32BE(lengthS, 0x24);
  bytes.writeUInt32BE(positionMs, 0x28);
  bytes.writeInt32BE(pitch * 100, 0x2c);
  bytes.writeUInt32BE(bpm * 10, 0x38);
  return bytes;
}
