import { OptionError } from '@rbassist/core';
import type { HubSettings } from './store-settings.ts';

/** The proxies that the environment names, as undici's `EnvHttpProxyAgent` takes them; empty text for none. */
export interface ProxySettings {
  httpProxy: string;
  httpsProxy: string;
  noProxy: string;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** The whole of an IPv6 address, which a colon would cut into host and port. */
const BARE_IPV6 = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i;

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, each in either case; lower case comes first. A proxy
 * without a scheme is an HTTP proxy. Requests by HTTPS go through the proxy for HTTP if they have none of their own.
 *
 * @returns undefined if every request goes directly.
 * @throws {OptionError} for a proxy that is no address, or not an HTTP proxy.
 */
export function proxySettings(env: HubSettings['env']): ProxySettings | undefined {
  const httpProxy = proxyOf(env, 'http_proxy') ?? proxyOf(env, 'all_proxy') ?? '';
  const httpsProxy = proxyOf(env, 'https_proxy') ?? proxyOf(env, 'all_proxy') ?? httpProxy;
  const exceptions = (variable(env, 'no_proxy') ?? '').split(/[,\s]+/).filter((entry) => entry !== '');
  if ((httpProxy === '' && httpsProxy === '') || exceptions.includes('*')) return undefined;
  const noProxy = exceptions.map((entry) => (BARE_IPV6.test(entry) ? `[${entry}]` : entry)).join(',');
  return { httpProxy, httpsProxy, noProxy };
}

function proxyOf(env: HubSettings['env'], name: string): string | undefined {
  const value = variable(env, name);
  if (value === undefined) return undefined;
  const url = URL.parse(SCHEME.test(value) ? value : `http://${value}`);
  const fail = (what: string) =>
    new OptionError(`${name.toUpperCase()} ${what}. Set it to an HTTP proxy such as http://proxy.example.org:3128.`, {
      remedies: [{ action: 'check-network' }],
    });
  // the value may hold a password, so that no message shows it
  if (!url?.hostname) throw fail('is not the address of a proxy');
  if (!/^https?:$/.test(url.protocol)) throw fail(`names a proxy of the kind "${url.protocol.slice(0, -1)}"`);
  url.username = escaped(url.username);
  url.password = escaped(url.password);
  return url.href;
}

/** Environment variables have either case, and an empty one stands for none. */
function variable(env: HubSettings['env'], name: string): string | undefined {
  return env[name]?.trim() || env[name.toUpperCase()]?.trim() || undefined;
}

/** A percent sign of a name or password itself would not be decoded. */
function escaped(text: string): string {
  return text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25');
}
