import { InvalidArgumentError } from 'commander';

/** Parses an option that must be a positive whole number. */
export function positiveInteger(maximum: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (!/^\d+$/.test(written) || value < 1 || value > maximum)
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${maximum}.`);
    return value;
  };
}
