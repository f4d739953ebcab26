import { networkInterfaces } from 'node:os';
import { NotFoundError } from '@rbassist/core';

/** An IPv4 network interface of this computer. */
export interface LinkInterface {
  name: string;
  address: string;
  netmask: string;
  mac: string;
  /** True for the loopback interface. */
  internal: boolean;
}

/** Lists the IPv4 interfaces of this computer. */
export function linkInterfaces(): LinkInterface[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family }) => family === 'IPv4')
      .map(({ address, netmask, mac, internal }) => ({ name, address, netmask, mac, internal })),
  );
}

/**
 * Finds an interface by its name, or by its IPv4 address.
 *
 * @throws {NotFoundError} with the interfaces of this computer if there is none.
 */
export function findInterface(text: string, known: readonly LinkInterface[] = linkInterfaces()): LinkInterface {
  const found = known.find(({ name, address }) => name === text || address === text);
  if (found) return found;
  const names = known.map(({ name, address }) => `${name} (${address})`);
  throw new NotFoundError(`This computer has no network interface "${text}" with an IPv4 address.`, names);
}

/** Returns true if an address is in the network of an interface. */
export function isInNetwork({ address, netmask }: LinkInterface, other: string): boolean {
  const mask = bitsOf(netmask);
  return (bitsOf(address) & mask) === (bitsOf(other) & mask);
}

/** Returns the address that reaches all devices of a network; on the loopback interface, its own. */
export function broadcastAddress({ address, netmask, internal }: LinkInterface): string {
  if (internal) return address;
  const bits = bitsOf(address) | ~bitsOf(netmask);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join('.');
}

function bitsOf(address: string): number {
  return address.split('.').reduce((bits, part) => (bits << 8) | Number(part), 0);
}
