import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { TrackRecord } from '@rbassist/core';
import { type Library, openLibrary } from '@rbassist/library';
import { testDataFolder } from '../test-server.ts';
import { type ServeToolsOptions, serveTools } from './serve-tools.ts';

/** A client of the tools, without a process, and their library. */
export interface TestClient extends AsyncDisposable {
  client: Client;
  library: Library;
  dataDir: string;
  /** Calls a tool, and returns its data. Throws its message if it fails, and if the data is not as its schema says. */
  ask(tool: string, input?: object): Promise<Data>;
  /** Calls a tool that must fail, and returns its message and its data. */
  fail(tool: string, input?: object): Promise<{ message: string; data: Data }>;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer has
type Data = any;

/** Connects a client to the tools of a library for tests. */
export async function testClient(
  options: ServeToolsOptions = {},
  tracks?: Readonly<Record<string, TrackRecord & { angle?: number }>>,
): Promise<TestClient> {
  const dataDir = await testDataFolder(tracks);
  const library = await openLibrary({ dataDir, engine: 'exact' });
  // an empty library has none
  await library.buildIndex().catch(() => {});
  const [transport, ofServer] = InMemoryTransport.createLinkedPair();
  const tools = await serveTools(library, { ...options, transport: ofServer });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  // from now on, the client checks each answer against its schema
  await client.listTools();
  const call = async (name: string, input: object) => {
    const { content, structuredContent, isError } = await client.callTool({ name, arguments: { ...input } });
    const [text, data] = (content as { text: string }[]).map((each) => each.text);
    return { text, data, structuredContent, isError };
  };
  return {
    client,
    library,
    dataDir,
    ask: async (tool, input = {}) => {
      const { text, structuredContent, isError } = await call(tool, input);
      if (isError) throw new Error(text);
      return structuredContent;
    },
    fail: async (tool, input = {}) => {
      const { text, data, isError } = await call(tool, input);
      if (!isError) throw new Error(`${tool} succeeded: ${text}`);
      return { message: text, data: data === undefined ? undefined : JSON.parse(data) };
    },
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await tools.close();
      await library.close();
    },
  };
}
