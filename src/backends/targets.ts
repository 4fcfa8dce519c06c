import { diagnose } from '../diagnostics/diagnose';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { Collector, type Report } from '../diagnostics/report';
import type { Source } from '../diagnostics/source';
import type { Node } from '../graph/graph';
import { nodesOfModel } from '../graph/unread';
import type { Kind } from '../schema/kinds';
import { pytorch } from './pytorch/target';
import { spec } from './spec/target';
import type { EmitRequest, Refusal, Refusals, Target } from './target';
import { savedmodel } from './tensorflow/target';
import { tfjs } from './tfjs/target';

const table = { tfjs, pytorch, savedmodel, spec };

/** The value of `--target`. */
export type TargetName = keyof typeof table;

/** Every target. Emitters are loaded on demand, so the table is cheap to import. */
export const targets: Readonly<Record<TargetName, Target>> = table;

export const targetNames = Object.keys(table) as readonly TargetName[];

/** What a target does not support in a valid graph, with source locations; those in `main` come first. */
export function checkTarget(name: TargetName, request: EmitRequest, main?: Source): readonly Diagnostic[] {
  const collector = new Collector();
  reportUnsupported(name, targets[name], request, collector);
  return diagnose(collector.findings, main);
}

/** The same for a target that need not be in the table. */
export function reportUnsupported(name: string, target: Target, request: EmitRequest, report: Report): void {
  for (const node of nodesOfModel(request.graph)) {
    const refusal = refusalOf(target.refusals, node);
    if (!refusal) continue;
    const { what, reason, help } = refusal;
    report.add('target/unsupported', node.site.span, { target: name, what, reason, help }, { uses: node.uses });
  }
  for (const limit of target.limits) limit.check(request, report);
}

function refusalOf(refusals: Refusals, { kind, attributes }: Node): Refusal<Kind> | undefined {
  const refusal: Refusal<Kind> | undefined = refusals[kind];
  return refusal && attributes && (refusal.when?.(attributes) ?? true) ? refusal : undefined;
}
