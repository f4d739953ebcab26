import type { OpenAPIHono } from '@hono/zod-openapi';

/** Returns a function that lists the methods of the route at a path; none if there is no route. */
export function allowedMethods(app: OpenAPIHono): (path: string) => string[] {
  const routes = app.openAPIRegistry.definitions.flatMap((each) => {
    if (each.type !== 'route') return [];
    const { method, path } = each.route;
    return [{ method: method.toUpperCase(), path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }];
  });
  return (path) => {
    const methods = routes.filter((route) => route.path.test(path)).map(({ method }) => method);
    return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
  };
}
