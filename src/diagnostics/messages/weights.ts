import { formatShape, quote } from './words';

/** A weight that two layers need. */
export interface Wanted {
  readonly role: string;
  readonly layer: string;
  readonly owner: string;
}

export const weights = {
  'weights/none': (a: { item: string }) => ({
    text: `${a.item} has no weights to share`,
    help: 'remove `weights`',
  }),
  'weights/other-kind': (a: { item: string; wanted: string; owner: string; what: string }) => ({
    text: `${a.item} cannot use the weights of ${quote(a.owner)}, which is ${a.what}`,
    help: `name ${a.wanted}, or remove \`weights\``,
  }),
  'weights/missing': (a: { kind: string; layer: string; owner: string }) => ({
    text: `${quote(a.owner)} has no \`${a.kind}\` with the weights for \`${a.layer}\``,
    help: 'give both uses of the block the same parameters, or remove `weights`',
  }),
  'weights/contradiction': (a: {
    attribute: string;
    /** The parameter of a block that gives the attribute, if the use of the block is where that is wrong. */
    parameter: string | undefined;
    found: string;
    owner: string;
    owned: string;
  }) => ({
    text: `\`${a.attribute}\` is ${quote(a.found)} here, but the weights are those of \`${a.owner}\`, where it is ${quote(a.owned)}`,
    help:
      a.parameter === undefined
        ? `remove \`${a.attribute}\`: only the layer that owns the weights sets it`
        : `give \`${a.parameter}\` the same value as where the weights come from`,
  }),
  'weights/shape': (a: Wanted & { wants: readonly number[]; has: readonly number[] }) => ({
    text: `the \`${a.role}\` of \`${a.layer}\` is ${formatShape(a.wants)}, but \`${a.owner}\`, whose weights it uses, has one of ${formatShape(a.has)}`,
    help: 'give both the same attributes and inputs of the same size, or remove `weights`',
  }),
  'weights/role': (a: Wanted & { has: boolean }) => ({
    text: a.has
      ? `\`${a.layer}\` has no \`${a.role}\`, but \`${a.owner}\`, whose weights it uses, has one`
      : `\`${a.layer}\` has a \`${a.role}\`, but \`${a.owner}\`, whose weights it uses, has none`,
    help: 'give both the same attributes, or remove `weights`',
  }),
};
