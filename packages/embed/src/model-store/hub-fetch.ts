import { proxySettings } from './proxy-settings.ts';
import { refuseSilence } from './refuse-silence.ts';
import type { HubSettings } from './store-settings.ts';

export type Fetch = typeof fetch;

/**
 * Creates a `fetch` that uses the proxy of the environment and ends a stalled connection. It sends the token only to
 * the endpoint's origin; fetch removes it on a redirect to another origin.
 *
 * @param silenceMs Milliseconds without data after which a connection counts as stalled.
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
      // requests to the hub have only JSON bodies
      body: typeof body === 'string' ? body : undefined,
      headers: [...new Headers(headers)],
      signal,
      dispatcher,
    });
    return answer as unknown as Response;
  };
}
