import type { MiddlewareHandler } from 'hono';

/** Nothing from elsewhere, nothing inline, and no page of another site around this one. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Adds the headers that keep a browser from doing what the page does not need. */
export const responseHeaders: MiddlewareHandler = async (request, next) => {
  await next();
  const { headers } = request.res;
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  if (request.req.path.startsWith('/api/') && !headers.has('cache-control')) headers.set('cache-control', 'no-store');
};
