import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { problemOf } from '../error-response.ts';
import type { AnswerContext } from '../server-context.ts';
import { shownText, shownValues } from './shown-values.ts';
import type { Tool, ToolAnswer } from './tool.ts';
import { UnknownTrackError } from './track-names.ts';

/** Returns an answer as a result: a sentence, and the data, also as text for clients that read no other. */
export function toolResult(tool: Tool, { text, data }: ToolAnswer<Record<string, unknown>>): CallToolResult {
  const whole = Object.fromEntries((tool.whole ?? []).map((name) => [name, data[name]]));
  const shown = shownValues(data) as Record<string, unknown>;
  // also drops what the schema does not have, such as paths
  const structuredContent = tool.output.parse({ ...shown, ...whole });
  return { content: [textOf(shownText(text)), textOf(JSON.stringify(structuredContent))], structuredContent };
}

/** Returns an error as a result: its message, and its code, remedies and candidates as JSON. */
export function errorResult(error: unknown, context: AnswerContext): CallToolResult {
  const { detail, code, remedies } = problemOf(error, context);
  const candidates = error instanceof UnknownTrackError ? error.candidates : [];
  // a job is a request of the HTTP API
  const plain = remedies.map(({ job: _, ...remedy }) => remedy);
  const data = shownValues({
    code,
    ...(plain.length > 0 && { remedies: plain }),
    ...(candidates.length > 0 && { candidates }),
  });
  return { content: [textOf(shownText(detail)), textOf(JSON.stringify(data))], isError: true };
}

function textOf(text: string) {
  return { type: 'text' as const, text };
}
