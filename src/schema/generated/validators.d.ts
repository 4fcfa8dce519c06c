// Made by npm run generate.
interface ValidationError { readonly instancePath: string }
interface Validator { (value: unknown): boolean; errors?: readonly ValidationError[] | null }
/** By section and field. */
declare const validators: Readonly<Record<string, Readonly<Record<string, Validator>>>>;
export = validators;
