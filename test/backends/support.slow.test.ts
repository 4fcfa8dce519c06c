import { checkTarget, targetNames, targets } from '../../src/backends/targets';
import { kinds } from '../../src/schema/kinds';
import { netsOf } from '../support/one-layer-nets';

// Slow since the target `tfjs` formats a program for each kind.
test.each(targetNames)('what the matrix says of %s is true', async (name) => {
  const [refused, written] = [new Set<string>(), new Set<string>()];
  for (const kind of kinds) {
    const [graph] = netsOf(kind, 24);
    if (!graph) throw new Error(`no net with ${kind}`);
    if (checkTarget(name, { graph }).length > 0) refused.add(kind);
    else if ((await targets[name].emit({ graph })).length > 0) written.add(kind);
  }
  const said = kinds.filter((kind) => targets[name].refusals[kind] === undefined);
  expect([...written]).toEqual(said);
  expect([...refused]).toEqual(kinds.filter((kind) => !said.includes(kind)));
});
