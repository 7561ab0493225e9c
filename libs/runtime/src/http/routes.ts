// Which methods a path takes: the router only says that it does not take this one.

export class Routes {
  private readonly known: { readonly method: string; readonly segments: readonly string[] }[] = [];

  add(methods: string | readonly string[], path: string): void {
    for (const method of [methods].flat()) this.known.push({ method, segments: path.split('/') });
  }

  /** Sorted; empty where nothing is at the path. */
  methodsAt(path: string): readonly string[] {
    const given = path.split('/');
    const fits = this.known.filter(
      ({ segments }) =>
        segments.length === given.length &&
        segments.every((segment, at) => segment.startsWith(':') || segment === given[at]),
    );
    return [...new Set(fits.map(({ method }) => method))].sort();
  }
}
