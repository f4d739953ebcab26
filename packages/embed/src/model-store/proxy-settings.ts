import { OptionError } from '@rbassist/core';
import type { HubSettings } from './store-settings.ts';

/** Proxies from the environment, in the form of undici's `EnvHttpProxyAgent`. Empty text for none. */
export interface ProxySettings {
  httpProxy: string;
  httpsProxy: string;
  noProxy: string;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** IPv6 address without brackets. A colon would split it into host and port. */
const BARE_IPV6 = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i;

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` in upper or lower case; lower case has priority. A
 * proxy without a scheme is an HTTP proxy. HTTPS requests without their own proxy use the HTTP proxy. Undefined if no
 * request uses a proxy. Throws {@link OptionError} for an address that is not an HTTP proxy's.
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
  // no message shows the value, since it may contain a password
  if (!url?.hostname) throw fail('is not the address of a proxy');
  if (!/^https?:$/.test(url.protocol)) throw fail(`names a proxy of the kind "${url.protocol.slice(0, -1)}"`);
  url.username = escaped(url.username);
  url.password = escaped(url.password);
  return url.href;
}

/** Returns an environment variable in lower or upper case. An empty variable counts as missing. */
function variable(env: HubSettings['env'], name: string): string | undefined {
  return env[name]?.trim() || env[name.toUpperCase()]?.trim() || undefined;
}

/** Escapes percent signs that are not part of an escape, since undici decodes names and passwords. */
function escaped(text: string): string {
  return text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25');
}
