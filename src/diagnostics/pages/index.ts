import type { Code } from '../messages';
import { expectationPages } from './expectation';
import { expressionPages } from './expression';
import { filePages, reportPages } from './file';
import { includePages } from './include';
import { outputPages } from './outputs';
import type { Page } from './page';
import { schemaPages } from './schema';
import { shapePages } from './shape';
import { targetPages } from './target';
import { trainPages } from './train';
import { warningPages } from './warnings';
import { weightPages } from './weights';
import { wiringPages } from './wiring';
import { yamlPages } from './yaml';

/** A page for every code. `modelc check` does not load them. */
export const pages: { readonly [C in Code]: Page } = {
  ...yamlPages,
  ...schemaPages,
  ...wiringPages,
  ...weightPages,
  ...expressionPages,
  ...includePages,
  ...outputPages,
  ...shapePages,
  ...expectationPages,
  ...trainPages,
  ...targetPages,
  ...warningPages,
  ...filePages,
  ...reportPages,
};
