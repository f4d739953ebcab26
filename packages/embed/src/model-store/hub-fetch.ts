import type { HubSettings } from './store-settings.ts';

/** The web's `fetch`, for requests to the hub. */
export type Fetch = typeof fetch;

/**
 * Creates a `fetch` that goes through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (either case) name. It
 * sends the token to the endpoint's origin only; fetch itself drops it on a redirect to another origin.
 */
export async function createHubFetch({ endpoint, token, env }: HubSettings): Promise<Fetch> {
  const send = await proxied(env);
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
  const httpProxy = env.http_proxy || env.HTTP_PROXY;
  const httpsProxy = env.https_proxy || env.HTTPS_PROXY || httpProxy;
  if (!httpProxy && !httpsProxy) return fetch;
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: env.no_proxy || env.NO_PROXY || '',
  });
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
