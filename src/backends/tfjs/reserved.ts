import { importsOf, partNames } from './program-parts';

/** Words that cannot be names at the top of a CommonJS module or in a function in strict mode. */
const keywords =
  'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else ' +
  'enum eval export extends false finally for from function get if implements import in instanceof interface let module ' +
  'namespace never new null number of package private protected public return satisfies set static string super switch ' +
  'symbol this throw true try type typeof undefined unknown using var void while with yield';

/** Globals that generated programs use. */
const globals = 'exports global globalThis process require console';

/** Members of every object: as a parameter, `{ toString = 3 } = {}` would read the member instead of the default. */
const inherited = 'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf';

/** Top-level names of generated programs, besides parts and what these import. */
const own =
  'tf createModel preprocess inferenceModel INPUTS INPUT_SHAPE CLASSES SETTINGS HELP KERNEL_L2 rateAt trainStep decays evaluate train predict ' +
  'runPrediction describe main';

/** Identifiers that names of a spec must not become in the generated program. */
export const reserved: ReadonlySet<string> = new Set([
  ...`${keywords} ${globals} ${inherited} ${own}`.split(' '),
  ...partNames,
  ...[...importsOf(partNames).values()].flat(),
]);
