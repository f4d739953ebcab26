import { setTimeout as sleep } from 'node:timers/promises';
import { checkOptions, LibraryBusyError, type OptionRule, oneOf, optionRules, RbassistError } from '@rbassist/core';
import {
  checkRekordboxXml,
  readRekordboxXml,
  WATCH_DEFAULTS,
  type WatchXmlEvent,
  type WatchXmlOptions,
  watchRekordboxXml,
  type XmlCheck,
} from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { importCollection } from './import-collection.ts';
import type { ImportSummary } from './import-events.ts';
import type { ImportOptions } from './import-options.ts';
import type { PlanXmlOptions, XmlPlan } from './plan-options.ts';
import { planXml } from './plan-xml.ts';

/** What to do with each new version of the file. */
export const WATCH_ACTIONS = ['import', 'check', 'plan'] as const;

/** One of {@link WATCH_ACTIONS}. */
export type WatchAction = (typeof WATCH_ACTIONS)[number];

/** Options of `Library.watchXml`. */
export interface WatchLibraryOptions extends WatchXmlOptions {
  /** @default 'import' */
  action?: WatchAction;
  /** Options of the action `import`. */
  import?: Omit<ImportOptions, 'signal' | 'onProgress'>;
  /** Options of the action `plan`. */
  plan?: Omit<PlanXmlOptions, 'signal' | 'onProgress'>;
}

/** An event of `Library.watchXml`. */
export type WatchLibraryEvent =
  | WatchXmlEvent
  | { type: 'imported'; path: string; summary: ImportSummary }
  | { type: 'checked'; path: string; check: XmlCheck }
  | { type: 'planned'; path: string; plan: XmlPlan }
  /** The file could not be used. The next version of it is tried again; with `retries`, this one is, too. */
  | { type: 'failed'; path: string; error: RbassistError; retries: boolean };

const RULES = {
  settleS: () => undefined,
  pollS: () => undefined,
  initial: () => undefined,
  signal: optionRules.signal,
  action: oneOf(WATCH_ACTIONS),
  import: optionRules.options,
  plan: optionRules.options,
} satisfies Record<keyof WatchLibraryOptions, OptionRule>;

/** See `Library.watchXml`. */
export async function* watchXml(
  context: LibraryContext,
  target: string,
  options: WatchLibraryOptions = {},
): AsyncGenerator<WatchLibraryEvent, void> {
  // the watcher checks its own options
  checkOptions(options, RULES);
  const { action = 'import', import: importing, plan, ...watching } = options;
  const { signal, pollS = WATCH_DEFAULTS.pollS } = watching;
  for await (const event of watchRekordboxXml(target, watching)) {
    yield event;
    if (event.type !== 'ready') continue;
    for (let isFirst = true; ; isFirst = false) {
      const result = await act(context, event.path, { action, importing, plan, signal });
      const isBusy = result.type === 'failed' && result.retries;
      if (signal?.aborted && result.type === 'failed') return;
      if (isFirst || !isBusy) yield result;
      if (!isBusy || signal?.aborted) break;
      await sleep(pollS * 1000, undefined, { signal }).catch(() => {});
    }
  }
}

interface ActRequest {
  action: WatchAction;
  importing: WatchLibraryOptions['import'];
  plan: WatchLibraryOptions['plan'];
  signal?: AbortSignal;
}

/** Runs the action. A file that can't be used ends nothing. */
async function act(
  context: LibraryContext,
  path: string,
  { action, importing, plan, signal }: ActRequest,
): Promise<WatchLibraryEvent> {
  try {
    if (action === 'check') return { type: 'checked', path, check: await checkRekordboxXml(path, { signal }) };
    if (action === 'plan') {
      // the delta file is of the same export, so that each run replaces it
      const settings = { ...plan, overwrite: true, signal };
      return { type: 'planned', path, plan: await lastOf(planXml(context, path, settings)) };
    }
    const events = importCollection(context, readRekordboxXml(path, { signal }), { ...importing, signal });
    return { type: 'imported', path, summary: await lastOf(events) };
  } catch (error) {
    if (!RbassistError.isInstance(error) && !signal?.aborted) throw error;
    const known = RbassistError.isInstance(error) ? error : new RbassistError('aborted', 'The run was stopped.');
    return { type: 'failed', path, error: known, retries: error instanceof LibraryBusyError };
  }
}

/** Runs a job to its end, and returns its summary. */
async function lastOf<T>(job: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await job.next();
    if (step.done) return step.value;
  }
}
