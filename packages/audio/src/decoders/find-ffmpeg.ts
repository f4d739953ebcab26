import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { errorMessage } from '@rbassist/core';

export type FfmpegSearch = { found: true; path: string; version: string } | { found: false; reason: string };

/** Options that choose an ffmpeg. */
export interface FfmpegOptions {
  /** Path of the only ffmpeg to try. @default `RBASSIST_FFMPEG`, else PATH, else the package `ffmpeg-static` */
  ffmpegPath?: string;
}

// ffmpeg-static is CommonJS and finds its binary next to itself: a bundler must not inline it
const require = createRequire(import.meta.url);
const run = promisify(execFile);
const searches = new Map<string, Promise<FfmpegSearch>>();

export function ffmpegInstallCommand(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return 'winget install Gyan.FFmpeg';
  if (platform === 'darwin') return 'brew install ffmpeg';
  return 'sudo apt install ffmpeg';
}

/** Searches once per process and setting. Tries only the ffmpeg that an option or `RBASSIST_FFMPEG` names. */
export function findFfmpeg({ ffmpegPath }: FfmpegOptions = {}): Promise<FfmpegSearch> {
  const named = ffmpegPath ?? process.env.RBASSIST_FFMPEG;
  const key = named || `PATH=${process.env.PATH}`;
  const known = searches.get(key) ?? (named ? tryFfmpeg(named) : search());
  searches.set(key, known);
  return known;
}

async function search(): Promise<FfmpegSearch> {
  const onPath = await firstOnPath(process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
  if (onPath) {
    const tried = await tryFfmpeg(onPath);
    if (tried.found) return tried;
  }
  const bundled = await staticFfmpeg();
  if (bundled) return tryFfmpeg(bundled);
  return { found: false, reason: 'ffmpeg is not on PATH, and the package ffmpeg-static has no binary' };
}

async function firstOnPath(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder && (await isExecutable(path))) return path;
  }
  return null;
}

/** Many installs do not let the package download its binary. */
async function staticFfmpeg(): Promise<string | null> {
  try {
    const path: unknown = require('ffmpeg-static');
    return typeof path === 'string' && (await isExecutable(path)) ? path : null;
  } catch {
    return null;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function tryFfmpeg(path: string): Promise<FfmpegSearch> {
  try {
    const { stdout } = await run(path, ['-hide_banner', '-version'], { windowsHide: true, timeout: 20_000 });
    const version = /^ffmpeg version n?(\d+(?:\.\d+)*|\S+)/.exec(stdout)?.[1];
    return version ? { found: true, path, version } : { found: false, reason: `${path} is not ffmpeg` };
  } catch (error) {
    return { found: false, reason: `${path} does not run: ${errorMessage(error)}` };
  }
}
