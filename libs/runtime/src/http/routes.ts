// Which methods a path takes: the router only says that it does not take this one. And which of the paths that this process
// does not serve another role does: whoever asks the wrong service is told the right one.
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { type Role } from '../role.js';

type Route = { readonly method: string; readonly segments: readonly string[] };

/** Controllers that this process leaves to others of its installation, and the role of those. */
export type Elsewhere = { readonly role: Role; readonly controllers: readonly Type[] };

export class Routes {
  private readonly known: Route[] = [];
  private readonly others: (Route & { readonly role: Role })[];

  constructor(elsewhere: readonly Elsewhere[] = []) {
    this.others = elsewhere.flatMap(({ role, controllers }) =>
      controllers.flatMap(routesOf).map((route) => ({ ...route, role })),
    );
  }

  add(methods: string | readonly string[], path: string): void {
    for (const method of [methods].flat()) this.known.push({ method, segments: path.split('/') });
  }

  /** Sorted; empty where nothing is at the path. */
  methodsAt(path: string): readonly string[] {
    const fits = this.known.filter((route) => isAt(route, path));
    return [...new Set(fits.map(({ method }) => method))].sort();
  }

  /** Of a route that this process does not serve; undefined where nobody does. */
  roleOf(method: string, path: string): Role | undefined {
    return this.others.find((route) => route.method === method && isAt(route, path))?.role;
  }
}

function isAt({ segments }: Route, path: string): boolean {
  const given = path.split('/');
  return (
    segments.length === given.length &&
    segments.every((segment, at) => segment.startsWith(':') || segment === given[at])
  );
}

/** As Nest's decorators noted them. */
function routesOf(controller: Type): readonly Route[] {
  const base = noted(controller, PATH_METADATA);
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler: unknown = Reflect.get(Object(controller.prototype), name);
    const method = noted(handler, METHOD_METADATA);
    if (method === undefined) return [];
    const path = [base, noted(handler, PATH_METADATA)].flatMap((part) => String(part).split('/'));
    const segments = ['', ...path.filter((segment) => segment !== '')];
    return [{ method: RequestMethod[Number(method)] ?? '', segments }];
  });
}

function noted(target: unknown, key: string): unknown {
  return typeof target === 'function' ? Reflect.getMetadata(key, target) : undefined;
}
