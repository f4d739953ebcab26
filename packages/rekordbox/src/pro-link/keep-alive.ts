import { LINK_HEADER, NAME_LENGTH } from './parse-packet.ts';

/** A device to announce. */
export interface VirtualPlayer {
  name: string;
  /** Number in the network. */
  device: number;
  /** IPv4 address and MAC address of the network interface. */
  address: string;
  mac: string;
}

const LENGTH = 0x36;
const KEEP_ALIVE = 6;

/** Builds the packet by which a player says that it is on the network. It asks the others for nothing. */
export function keepAlivePacket({ name, device, address, mac }: VirtualPlayer): Buffer {
  const packet = Buffer.alloc(LENGTH);
  packet.set(LINK_HEADER);
  packet[0x0a] = KEEP_ALIVE;
  packet.write(name.slice(0, NAME_LENGTH), 0x0c, 'latin1');
  packet.set([1, 2, 0, LENGTH, device, 1], 0x20);
  packet.set(
    mac.split(':').map((part) => Number.parseInt(part, 16)),
    0x26,
  );
  packet.set(address.split('.').map(Number), 0x2c);
  // a CDJ-3000 set to player 5 or 6 leaves the network without the last value
  packet.set([1, 0, 0, 0, 1, 0x64], 0x30);
  return packet;
}
