import { proxySettings } from './proxy-settings.ts';
import { refuseSilence } from './refuse-silence.ts';
import type { HubSettings } from './store-settings.ts';

/** The web's `fetch`, for requests to the hub. */
export type Fetch = typeof fetch;

/**
 * Creates a `fetch` that goes through the proxy of the environment and gives up a silent connection. It sends the token
 * to the endpoint's origin only; fetch itself drops it on a redirect to another origin.
 *
 * @param silenceMs Milliseconds after which a connection is silent.
 * @throws {OptionError} for a proxy that can't be used.
 */
export async function createHubFetch({ endpoint, token, env }: HubSettings, silenceMs: number): Promise<Fetch> {
  const send = refuseSilence(await proxied(env), silenceMs);
  const { origin } = new URL(endpoint);
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    headers.set('user-agent', 'rbassist');
    if (token !== undefined && url.origin === origin) headers.set('authorization', `Bearer ${token}`);
    return send(url, { ...init, headers });
  };
}

/** Uses undici's fetch with a proxy, since Node's own supports proxies in new versions only. */
async function proxied(env: HubSettings['env']): Promise<Fetch> {
  const settings = proxySettings(env);
  if (!settings) return fetch;
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent(settings);
  return async (input, init) => {
    const { method, body, headers, signal } = init ?? {};
    const answer = await undici.fetch(input instanceof Request ? input.url : input, {
      method,
      // the hub is sent nothing but JSON
      body: typeof body === 'string' ? body : undefined,
      headers: [...new Headers(headers)],
      signal,
      dispatcher,
    });
    return answer as unknown as Response;
  };
}
