import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

/** The built command, as assistants start it. */
const COMMAND = join(fileURLToPath(new URL('.', import.meta.resolve('rbassist/package.json'))), 'bin', 'rbassist.js');

/** A client of `rbassist mcp`, which runs in another process. */
export interface Assistant extends AsyncDisposable {
  client: Client;
  /** Process of the command. */
  pid: number;
  /** Text that the command printed to stderr. */
  complaints(): string;
  /** Calls a tool, and returns its data. Throws its message if it fails, and if the data is not as its schema says. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer has
  ask(tool: string, input?: object): Promise<any>;
}

/** Starts `rbassist mcp`, and connects to it. */
export async function startAssistant(dataDir: string, ...flags: string[]): Promise<Assistant> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [COMMAND, 'mcp', '--data-dir', dataDir, ...flags],
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  // from now on, the client checks each answer against its schema
  await client.listTools();
  return {
    client,
    pid: transport.pid ?? 0,
    complaints: () => stderr,
    ask: async (name, input = {}) => {
      const { content, structuredContent, isError } = await client.callTool({ name, arguments: { ...input } });
      if (isError) throw new Error((content as { text: string }[])[0].text);
      return structuredContent;
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}
