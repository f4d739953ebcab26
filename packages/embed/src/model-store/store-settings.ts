import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { OptionError } from '@rbassist/core';

/** Environment variables by name. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What every function of the model store takes. */
export interface StoreOptions {
  /** Where `HF_HOME` and the like are read from; the process's environment by default. */
  env?: Environment;
}

/** How the hub is reached. */
export interface HubSettings {
  /** Without a slash at its end. */
  endpoint: string;
  /** Sent to the endpoint's origin and nowhere else. */
  token: string | undefined;
  offline: boolean;
  env: Environment;
}

const DEFAULT_ENDPOINT = 'https://huggingface.co';
const YES = new Set(['1', 'true', 'yes', 'on']);

/** The folder of the cache that all programs share: `HF_HUB_CACHE`, else `HF_HOME`/hub, else `~/.cache/huggingface/hub`. */
export function cacheFolder({ env = process.env }: StoreOptions): string {
  const named = env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE;
  if (named) return resolve(withHome(named));
  const home = env.HF_HOME || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'huggingface');
  return resolve(withHome(home), 'hub');
}

/** The folder of one model in the cache, whether it is there or not. */
export function modelFolder(id: string, options: StoreOptions): string {
  return join(cacheFolder(options), `models--${id.replace('/', '--')}`);
}

/**
 * Reads `HF_ENDPOINT`, `HF_TOKEN` and `HF_HUB_OFFLINE`.
 *
 * @throws {OptionError} when the endpoint is no web address.
 */
export function hubSettings({ env = process.env }: StoreOptions): HubSettings {
  const endpoint = (env.HF_ENDPOINT || DEFAULT_ENDPOINT).replace(/\/+$/, '');
  const url = URL.parse(endpoint);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new OptionError(`HF_ENDPOINT is "${endpoint}", which is no web address; unset it, or write https://….`);
  }
  return {
    endpoint,
    token: env.HF_TOKEN?.trim() || undefined,
    offline: YES.has((env.HF_HUB_OFFLINE ?? '').toLowerCase()),
    env,
  };
}

function withHome(path: string): string {
  return /^~(?=$|[\\/])/.test(path) ? homedir() + path.slice(1) : path;
}
