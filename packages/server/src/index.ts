export { ListenError } from './listen-error.ts';
export {
  type RunningTools,
  SERVE_TOOLS_DEFAULTS,
  type ServeToolsOptions,
  serveTools,
} from './mcp/serve-tools.ts';
export { type RunningServer, SERVE_DEFAULTS, type ServeOptions, serveLibrary } from './serve.ts';
