import { join } from 'node:path';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { checkOptions, type OptionRule, optionRules } from '@rbassist/core';
import type { Library } from '@rbassist/library';
import { ChosenLists } from '../chosen-lists.ts';
import { FolderIds } from '../folder-ids.ts';
import { TrackIds } from '../track-ids.ts';

/** Options of {@link serveTools}. */
export interface ServeToolsOptions {
  /** Also offers tools that change the library and write playlists. @default false */
  allowWrites?: boolean;
  /** Folder of the playlists that assistants save. @default 'exports' in the data folder */
  exportFolder?: string;
  /** Connection to a client. @default stdin and stdout of this process */
  transport?: Transport;
  /** Version to tell clients. @default '' */
  version?: string;
  /** Called with unexpected errors, which clients do not see. Errors that it throws are ignored. */
  onError?: (error: unknown) => void;
}

/** Defaults of {@link ServeToolsOptions}. */
export const SERVE_TOOLS_DEFAULTS = { allowWrites: false, version: '' } as const satisfies ServeToolsOptions;

const RULES = {
  allowWrites: optionRules.flag,
  exportFolder: optionRules.text,
  transport: optionRules.options,
  version: (value) => (typeof value === 'string' ? undefined : 'a string'),
  onError: optionRules.callback,
} satisfies Record<keyof ServeToolsOptions, OptionRule>;

/** Tools that a client is connected to. */
export interface RunningTools extends AsyncDisposable {
  /** Resolves when the client is gone, or after {@link close}. */
  readonly closed: Promise<void>;
  /** Ends the connection and all calls; the library stays open. You may call it twice. */
  close(): Promise<void>;
}

/**
 * Offers a library to an assistant by the Model Context Protocol: tools to find tracks, plan sets and more. Without
 * `transport`, the client is the process that started this one, and nothing else may write to stdout.
 *
 * @throws {OptionError} for an invalid option.
 */
export async function serveTools(library: Library, options: ServeToolsOptions = {}): Promise<RunningTools> {
  checkOptions(options, RULES);
  const { allowWrites, version, onError, exportFolder, transport } = { ...SERVE_TOOLS_DEFAULTS, ...options };
  // a command that serves no tools must not load them
  const [{ toolServer }, { StdioTransport }] = await Promise.all([
    import('./tool-server.ts'),
    import('./stdio-transport.ts'),
  ]);
  const { server, idle } = toolServer(
    {
      library,
      ids: new TrackIds(library),
      folders: new FolderIds(library),
      chosen: new ChosenLists(),
      exportFolder: exportFolder ?? join(library.dataDir, 'exports'),
    },
    { allowWrites, version, onError },
  );
  const disconnected = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  const closed = disconnected.then(idle);
  await server.connect(transport ?? new StdioTransport(idle));
  const close = async () => {
    await server.close();
    await closed;
  };
  return { closed, close, [Symbol.asyncDispose]: close };
}
