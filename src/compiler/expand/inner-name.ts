/** The names of a list of items, each with those inside it. */
export interface NestedNames {
  names(): readonly string[];
  own(
    name: string,
  ):
    | { readonly type: string; readonly block?: string | undefined; readonly inner?: NestedNames | undefined }
    | undefined;
}

/** The names of the uses of a block so far. */
export function usesOf(block: string, visible: readonly NestedNames[]): readonly string[] {
  return visible.flatMap((scope) => scope.names().filter((name) => scope.own(name)?.block === block));
}

/**
 * The path of an inner item that was written without the names around it (`conv` for `stage/2/conv`), with dots, or with an iteration
 * that does not exist; undefined if there is none.
 */
export function innerName(name: string, visible: readonly NestedNames[]): string | undefined {
  const parts = name.split(/[/.]/);
  for (const scope of visible) {
    const found = parts.length > 1 ? pathTo(parts, scope) : pathInside(name, scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where a name is inside an item of a scope; in a repeat, in its last iteration. */
function pathInside(name: string, scope: NestedNames): string | undefined {
  for (const outer of scope.names()) {
    const path = pathTo([outer, name], scope);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** A path of names from a scope; an iteration that is missing or does not exist is taken to be the last one. */
function pathTo([first = '', ...rest]: readonly string[], scope: NestedNames | undefined): string | undefined {
  const found = scope?.own(first);
  if (found) return rest.length === 0 ? first : prefixed(first, pathTo(rest, found.inner));
  const last = scope?.names().at(-1) ?? '';
  const iteration = scope?.own(last);
  if (iteration?.type !== 'iteration') return undefined;
  return prefixed(last, pathTo(/^-?\d+$/.test(first) ? rest : [first, ...rest], iteration.inner));
}

function prefixed(name: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : `${name}/${path}`;
}
