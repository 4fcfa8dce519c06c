import { activationOperations } from './activations';
import { valueOperations } from './reshaping-and-norms';
import { structureOperations } from './structures';
import { windowOperations } from './windows';

/**
 * The operations of other frameworks, by the word that modelc has or would have for them. One that is not a kind of this version is
 * not supported; it is never taken for a misspelt other kind.
 */
export const operations = [...windowOperations, ...valueOperations, ...activationOperations, ...structureOperations];
