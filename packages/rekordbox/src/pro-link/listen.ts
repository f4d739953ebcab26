import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  checkOptions,
  errorMessage,
  type OptionRule,
  optionRules,
  RbassistError,
  systemErrorCode,
  wholeFrom,
} from '@rbassist/core';
import { LINK_PORTS, type LinkChannel, type LinkPacket } from './link-packet.ts';
import { findInterface, isInNetwork, type LinkInterface } from './network-interface.ts';
import { parseLinkPacket } from './parse-packet.ts';
import { VirtualPlayerAnnouncer } from './virtual-player.ts';

/** Options of {@link listenToProLink}. */
export interface ProLinkOptions {
  /** Name or IPv4 address of the network interface. @default all interfaces */
  interface?: string;
  /**
   * Announces a virtual player, so that players send their status with the loaded track. Without it, nothing is sent.
   *
   * @default false
   */
  announce?: boolean;
  /** UDP ports; 0 takes any free port. @default those of the protocol */
  ports?: Partial<Record<LinkChannel, number>>;
  /** Port of the players, to which the virtual player is announced. @default 50000 */
  playerPort?: number;
  /** Ends the generator. */
  signal?: AbortSignal;
}

const RULES = {
  interface: optionRules.text,
  announce: optionRules.flag,
  ports: optionRules.options,
  playerPort: wholeFrom(1, 65_535),
  signal: optionRules.signal,
} satisfies Record<keyof ProLinkOptions, OptionRule>;

const PORT = wholeFrom(0, 65_535);

/** An event of a Pro DJ Link network. */
export type LinkEvent =
  /** The ports are open. */
  { type: 'listening'; ports: Record<LinkChannel, number> } | { type: 'packet'; from: string; packet: LinkPacket };

/** The ports of Pro DJ Link can't be used. Code `pro-link`. */
export class ProLinkError extends RbassistError {
  constructor(message: string, cause: unknown) {
    super('pro-link', message, { cause });
  }
}

/** Packets that wait for a slow reader; older ones are dropped. */
const LONGEST_QUEUE = 10_000;

/**
 * Listens to the players and the mixer of a Pro DJ Link network. It only listens, unless `announce` is set.
 *
 * Players broadcast that they are there, and each beat of an analysed track. They send their status, with the loaded
 * track, only to devices that announce themselves. Skips packets that are damaged or of another kind.
 *
 * @returns when `signal` aborts; also frees the ports when the loop is left.
 * @throws {ProLinkError} if a port is in use, for example by Rekordbox on this computer.
 * @throws {NotFoundError} if this computer has no such interface.
 */
export async function* listenToProLink(options: ProLinkOptions = {}): AsyncGenerator<LinkEvent, void> {
  checkOptions(options, RULES);
  const { ports: given = {}, announce = false, playerPort = LINK_PORTS.announce, signal } = options;
  checkOptions(given, { announce: PORT, beat: PORT, status: PORT }, 'ports.');
  const chosen = options.interface === undefined ? undefined : findInterface(options.interface);
  const queue = new EventQueue();
  const sockets: Socket[] = [];
  const wake = () => queue.wake();
  let announcer: VirtualPlayerAnnouncer | undefined;
  try {
    const ports = { ...LINK_PORTS };
    for (const channel of ['announce', 'beat', 'status'] as const) {
      const socket = await open(given[channel] ?? LINK_PORTS[channel], sockets);
      ports[channel] = socket.address().port;
      socket.on('error', (error) => queue.fail(error));
      socket.on('message', (bytes, { address }) => {
        const packet = isWanted(chosen, address) ? parseLinkPacket(channel, bytes) : undefined;
        if (packet === undefined || announcer?.isOwn(packet, address)) return;
        announcer?.receive(packet, address);
        queue.push({ type: 'packet', from: address, packet });
      });
    }
    if (announce) announcer = new VirtualPlayerAnnouncer(sockets[0], playerPort, chosen);
    signal?.addEventListener('abort', wake);
    yield { type: 'listening', ports };
    while (!signal?.aborted) {
      const event = queue.shift();
      if (event === undefined) await queue.waiting();
      else yield event;
    }
  } finally {
    signal?.removeEventListener('abort', wake);
    announcer?.close();
    for (const socket of sockets) socket.close();
  }
}

/** Binds to all interfaces, because a socket of one interface receives no broadcasts on Linux. */
async function open(port: number, sockets: Socket[]): Promise<Socket> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.bind({ port, exclusive: true });
  try {
    await once(socket, 'listening');
  } catch (error) {
    const isTaken = systemErrorCode(error) === 'EADDRINUSE';
    const message = isTaken
      ? `UDP port ${port} is in use on this computer. Quit Rekordbox, or the other program that follows the players.`
      : `UDP port ${port} can't be opened: ${errorMessage(error)}.`;
    throw new ProLinkError(message, error);
  }
  return socket;
}

function isWanted(chosen: LinkInterface | undefined, address: string): boolean {
  return chosen === undefined || isInNetwork(chosen, address);
}

/** Events that wait for the reader. */
class EventQueue {
  readonly #events: LinkEvent[] = [];
  #error: unknown;
  #wake: (() => void) | undefined;

  push(event: LinkEvent): void {
    if (this.#events.length >= LONGEST_QUEUE) this.#events.shift();
    this.#events.push(event);
    this.wake();
  }

  fail(error: unknown): void {
    this.#error = error;
    this.wake();
  }

  shift(): LinkEvent | undefined {
    if (this.#error !== undefined) throw new ProLinkError('The network failed while listening.', this.#error);
    return this.#events.shift();
  }

  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Waits for the next event, error or call of {@link wake}. */
  waiting(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
