import { join, resolve } from 'node:path';
import { homeFolder, OptionError, optionRules } from '@rbassist/core';
import { modelFolderName } from './model-id.ts';
import { ModelCacheError } from './store-errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Options of every function of the model store. */
export interface StoreOptions {
  /** Environment variables such as `HF_HOME`. @default process.env */
  env?: Environment;
}

export interface HubSettings {
  /** URL without a slash at the end. */
  endpoint: string;
  /** Access token, sent only to the endpoint's origin. */
  token: string | undefined;
  offline: boolean;
  env: Environment;
}

export const STORE_RULES = { env: optionRules.options } as const;

const DEFAULT_ENDPOINT = 'https://huggingface.co';
const YES = new Set(['1', 'true', 'yes', 'on']);

/**
 * Returns the cache folder that all programs share: `HF_HUB_CACHE`, otherwise `HF_HOME`/hub, otherwise
 * `~/.cache/huggingface/hub`. Throws {@link ModelCacheError} if the system has no home folder.
 */
export function cacheFolder({ env = process.env }: StoreOptions): string {
  const named = env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE;
  if (named) return resolve(withHome(named));
  const home = env.HF_HOME || join(env.XDG_CACHE_HOME || join(requireHome(), '.cache'), 'huggingface');
  return resolve(withHome(home), 'hub');
}

/** Returns the folder of one model in the cache. It may not exist. */
export function modelFolder(id: string, options: StoreOptions): string {
  return join(cacheFolder(options), modelFolderName(id));
}

/** Reads `HF_ENDPOINT`, `HF_TOKEN` and `HF_HUB_OFFLINE`. Throws {@link OptionError} for an invalid endpoint. */
export function hubSettings({ env = process.env }: StoreOptions): HubSettings {
  const endpoint = (env.HF_ENDPOINT || DEFAULT_ENDPOINT).replace(/\/+$/, '');
  const url = URL.parse(endpoint);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new OptionError(`HF_ENDPOINT is "${endpoint}", which is not a web address such as ${DEFAULT_ENDPOINT}.`, {
      remedies: [{ action: 'choose-hub' }],
    });
  }
  return {
    endpoint,
    token: env.HF_TOKEN?.trim() || undefined,
    offline: YES.has((env.HF_HUB_OFFLINE ?? '').toLowerCase()),
    env,
  };
}

function requireHome(): string {
  const home = homeFolder();
  if (home !== undefined) return home;
  const message = 'rbassist found no folder for downloaded models: HOME is not set to your home folder.';
  throw new ModelCacheError('', message, { remedies: [{ action: 'choose-model-cache' }] });
}

function withHome(path: string): string {
  return /^~(?=$|[\\/])/.test(path) ? requireHome() + path.slice(1) : path;
}
