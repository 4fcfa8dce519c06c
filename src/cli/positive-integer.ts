import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number from 1 on. */
export function positiveInteger(maximum: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (!/^\d+$/.test(written) || value < 1 || value > maximum)
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${maximum}.`);
    return value;
  };
}
