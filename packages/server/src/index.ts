export { ListenError } from './listen-error.ts';
export { type RunningServer, SERVE_DEFAULTS, type ServeOptions, serveLibrary } from './serve.ts';
