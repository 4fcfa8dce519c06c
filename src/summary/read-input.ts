/** A size on the command line: `150x150`, with the name of the input if there are several. */
export interface GivenInput {
  readonly name: string | undefined;
  readonly sizes: readonly number[];
}

/** `150x150`, `150x150x3`, `64`, or `left=150x150`; otherwise undefined. */
export function readGivenInput(written: string): GivenInput | undefined {
  const [, name, sizes = ''] = /^(?:([^=]*)=)?(\d{1,9}(?:x\d{1,9})*)$/.exec(written.replaceAll(' ', '')) ?? [];
  const numbers = sizes === '' ? [] : sizes.split('x').map(Number);
  return numbers.length > 0 && numbers.every((size) => size > 0) ? { name, sizes: numbers } : undefined;
}
