import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { proxySettings } from './proxy-settings.ts';

const PROXY = 'http://proxy.local:3128/';

describe('the proxy of the environment', () => {
  it.each<[Record<string, string>, string, string]>([
    [{ HTTPS_PROXY: 'proxy.local:3128' }, '', PROXY],
    [{ https_proxy: 'proxy.local:3128' }, '', PROXY],
    [{ HTTPS_PROXY: ' http://proxy.local:3128 ' }, '', PROXY],
    [{ HTTPS_PROXY: 'HTTP://proxy.local:3128' }, '', PROXY],
    [{ HTTPS_PROXY: 'proxy.local' }, '', 'http://proxy.local/'],
    [{ HTTPS_PROXY: 'https://proxy.local:3128' }, '', 'https://proxy.local:3128/'],
    [{ HTTPS_PROXY: '[::1]:3128' }, '', 'http://[::1]:3128/'],
    [{ HTTP_PROXY: 'proxy.local:3128' }, PROXY, PROXY],
    [{ http_proxy: 'proxy.local:3128', HTTP_PROXY: 'other:1' }, PROXY, PROXY],
    [{ http_proxy: '', HTTP_PROXY: 'proxy.local:3128' }, PROXY, PROXY],
    [{ ALL_PROXY: 'proxy.local:3128' }, PROXY, PROXY],
    [{ all_proxy: 'other:1', HTTPS_PROXY: 'proxy.local:3128' }, 'http://other:1/', PROXY],
    [{ HTTPS_PROXY: 'dj:p@ss%@proxy.local:3128' }, '', 'http://dj:p%40ss%25@proxy.local:3128/'],
    [{ HTTPS_PROXY: 'dj:p%40ss@proxy.local:3128' }, '', 'http://dj:p%40ss@proxy.local:3128/'],
  ])('%j', (env, httpProxy, httpsProxy) => {
    expect(proxySettings(env)).toEqual({ httpProxy, httpsProxy, noProxy: '' });
  });

  it.each<Record<string, string>>([
    {},
    { HTTPS_PROXY: '', https_proxy: '  ' },
    { HTTPS_PROXY: 'proxy:1', NO_PROXY: 'a.org, *' },
  ])('is none for %j', (env) => {
    expect(proxySettings(env)).toBeUndefined();
  });

  it('leaves out hosts, with or without a port, and IPv6 addresses', () => {
    const env = { HTTPS_PROXY: 'proxy.local:3128', no_proxy: 'a.org:8080 .b.org,*.c.org,, ::1,[::2]:80' };
    expect(proxySettings(env)?.noProxy).toBe('a.org:8080,.b.org,*.c.org,[::1],[::2]:80');
  });

  it.each([
    'socks5://proxy.local:1080',
    'socks4a://dj:secret@proxy.local',
    'ftp://proxy.local',
    'dj:secret@',
    '://',
    'a b',
  ])('is refused as %j, without a word of its password', (value) => {
    const refused = () => proxySettings({ https_proxy: value });
    expect(refused).toThrow(OptionError);
    expect(refused).toThrow(/^HTTPS_PROXY .* Set it to an HTTP proxy/);
    expect(refused).not.toThrow(/secret/);
  });
});
