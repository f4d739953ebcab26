import { isIP, isIPv4 } from 'node:net';
import { hostname } from 'node:os';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** Returns true for a name or address of this computer that no other computer can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.toLowerCase()) || (isIPv4(host) && host.startsWith('127.'));
}

/** Returns the name or address of a Host header, without port and brackets; undefined if it is malformed. */
export function hostName(header: string | undefined): string | undefined {
  const url = header === undefined ? undefined : URL.parse(`http://${header}`);
  if (!url || url.host !== header?.toLowerCase().replace(/:80$/, '') || url.pathname !== '/') return undefined;
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * Returns a function that tells if a page may have reached the server by this name. Another site can point its own
 * name at this computer (DNS rebinding), but not an address, or a name of this computer.
 *
 * @param host Name or address that the server listens on.
 */
export function ownNames(host: string): (name: string) => boolean {
  if (isLoopback(host)) return isLoopback;
  const names = new Set([host.toLowerCase(), hostname().toLowerCase(), `${hostname().toLowerCase()}.local`]);
  return (name) => isLoopback(name) || isIP(name) !== 0 || names.has(name.toLowerCase());
}
