import { partNames } from './program-parts';

/** Words that may not name anything at the top of a CommonJS module or inside of a function in strict mode. */
const keywords =
  'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else ' +
  'enum eval export extends false finally for from function get if implements import in instanceof interface let module ' +
  'namespace never new null number of package private protected public return satisfies set static string super switch ' +
  'symbol this throw true try type typeof undefined unknown using var void while with yield';

/** What a generated program takes from its surroundings. */
const globals = 'exports global globalThis process require console';

/** What every object has: as a parameter, `{ toString = 3 } = {}` would find it and not the default. */
const inherited = 'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf';

/** What stands at the top of every generated program, or of some, beside its parts. */
const own =
  'tf readFileSync writeFileSync join createModel preprocess inferenceModel INPUTS KERNEL_L2 learningRateAt ' +
  'trainStep decays evaluate train predict main';

/** Identifiers that nothing of a spec's may have in the generated program. */
export const reserved: ReadonlySet<string> = new Set([
  ...`${keywords} ${globals} ${inherited} ${own}`.split(' '),
  ...partNames,
]);
