import type { Socket } from 'node:dgram';
import { keepAlivePacket } from './keep-alive.ts';
import type { LinkPacket } from './link-packet.ts';
import { broadcastAddress, isInNetwork, type LinkInterface, linkInterfaces } from './network-interface.ts';

const NAME = 'rbassist';
const INTERVAL_MS = 1500;
/** Numbers of real players are 1 to 6. */
const FIRST_NUMBER = 7;
const LAST_NUMBER = 15;

/** Announces a virtual player under a free number, on the network of the first device that sends a packet. */
export class VirtualPlayerAnnouncer {
  readonly #socket: Socket;
  readonly #port: number;
  readonly #taken = new Set<number>();
  #network: LinkInterface | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, port: number, network: LinkInterface | undefined) {
    this.#socket = socket;
    this.#port = port;
    this.#network = network;
    socket.setBroadcast(true);
  }

  /** Returns true for a packet that the virtual player itself sent. */
  isOwn(packet: LinkPacket, from: string): boolean {
    return packet.type === 'device' && packet.name === NAME && from === this.#network?.address;
  }

  /** Takes note of a device's packet, and starts to announce after the first. */
  receive(packet: LinkPacket, from: string): void {
    if (packet.type === 'device') this.#taken.add(packet.device);
    this.#network ??= linkInterfaces().find((each) => isInNetwork(each, from));
    if (this.#network === undefined || this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#send(), INTERVAL_MS);
    this.#timer.unref();
    this.#send();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #send(): void {
    const network = this.#network;
    const device = freeNumber(this.#taken);
    if (network === undefined || device === undefined) return;
    const packet = keepAlivePacket({ name: NAME, device, address: network.address, mac: network.mac });
    // a network that is down for a moment is no reason to stop listening
    this.#socket.send(packet, this.#port, broadcastAddress(network), () => {});
  }
}

function freeNumber(taken: ReadonlySet<number>): number | undefined {
  for (let number = FIRST_NUMBER; number <= LAST_NUMBER; number++) if (!taken.has(number)) return number;
  return undefined;
}
