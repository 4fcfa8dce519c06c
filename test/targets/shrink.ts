import { graphOf, type Spec } from './random-spec';

/** A smaller spec for which `fails` still returns true: removes items and attributes as long as it does. */
export async function shrink(spec: Spec, fails: (spec: Spec) => Promise<boolean>): Promise<Spec> {
  let smallest = spec;
  for (let again = true; again; ) {
    again = false;
    for (const candidate of smallerSpecs(smallest)) {
      if (!graphOf(candidate) || !(await fails(candidate))) continue;
      smallest = candidate;
      again = true;
      break;
    }
  }
  return smallest;
}

function* smallerSpecs(spec: Spec): Generator<Spec> {
  for (const smaller of smallerValues(spec)) if ('layers' in (smaller as object)) yield smaller as Spec;
}

/** The value without one of its items or keys, or with one of them smaller. */
function* smallerValues(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.filter((_, other) => other !== index);
    for (const [index, item] of value.entries())
      for (const smaller of smallerValues(item)) yield value.map((one, other) => (other === index ? smaller : one));
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [key] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== key));
    for (const [key, inner] of entries) for (const smaller of smallerValues(inner)) yield { ...value, [key]: smaller };
  }
}
