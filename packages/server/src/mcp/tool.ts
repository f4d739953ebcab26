import type { z } from '@hono/zod-openapi';
import type { RunOptions } from '@rbassist/core';
import type { AnswerContext } from '../server-context.ts';

/** Parts of the server that every tool uses. */
export interface ToolContext extends AnswerContext {
  /** Folder of the files that tools write. */
  readonly exportFolder: string;
}

/** Signal of a call, and a listener for its progress. */
export type ToolRun = Required<RunOptions>;

/** Answer of a tool. */
export interface ToolAnswer<Data> {
  /** One sentence for a person. */
  text: string;
  data: Data;
}

interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: string;
  title: string;
  /** Tells an assistant when to use the tool. */
  description: string;
  input: Input;
  /** Everything else in an answer is left out. */
  output: Output;
  /** Effect on the library; absent if the tool only reads. */
  effect?: 'adds' | 'replaces';
  /** Names of values in the answer that the tool makes safe and short itself, because they have several lines. */
  whole?: readonly string[];
  run(context: ToolContext, input: z.output<Input>, run: ToolRun): Promise<ToolAnswer<z.input<Output>>>;
}

/** A tool for assistants. */
export type Tool = Omit<ToolDefinition<z.ZodObject, z.ZodObject>, 'run'> & {
  run(context: ToolContext, input: unknown, run: ToolRun): Promise<ToolAnswer<Record<string, unknown>>>;
};

/** Returns a tool whose `run` gets input of its schema. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ToolDefinition<Input, Output>,
): Tool {
  return { ...tool, run: (context, input, run) => tool.run(context, input as z.output<Input>, run) };
}
