import type { Compilation } from '../compiler/compile';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { printable } from '../diagnostics/printable';
import { renderDiagnostics, type TextFormat } from '../diagnostics/render-diagnostics';
import type { Paint } from '../diagnostics/render-human';
import { diagnosticJson } from '../diagnostics/render-json';
import { valuesOf } from '../dimensions/dimension';
import type { MadeFix } from '../fix/fix-spec';
import { usedNodes } from '../graph/unread';
import { sumNodes } from '../graph/weights';
import { formatCount, formatCounted, formatOutput } from '../summary/format';
import type { Fixable } from './count-fixable';
import type { OpenedSpec } from './open-spec';

/** A spec and the path it was given as. */
export interface CheckedFile extends OpenedSpec {
  readonly file: string;
  /** What `--fix` did; undefined without `--fix`. */
  readonly fixed?: readonly MadeFix[];
  /** What `--fix` would do now; undefined with `--dry-run`. */
  readonly fixable?: Fixable;
}

/** The document of `modelc check --format json`; its schema is `schema/check.schema.json`. */
export function renderCheckedJson(checked: readonly CheckedFile[]): string {
  const files = checked.map(({ file, exitCode, diagnostics, compilation, fixed }) => ({
    file,
    ok: exitCode === 0,
    uncheckedExpectations: compilation?.unchecked.length ?? 0,
    diagnostics: diagnostics.map(diagnosticJson),
    ...(fixed && { fixed: fixed.map((one) => ({ ...one, change: one.change ?? null })) }),
  }));
  return JSON.stringify({ schemaVersion: 1, ok: files.every(({ ok }) => ok), files }, null, 2);
}

/** Every diagnostic, one line per valid spec, and in the human format the number of errors and what to do next. */
export function renderChecked(checked: readonly CheckedFile[], format: TextFormat, paint: Paint): string {
  const texts = checked.flatMap(({ diagnostics, file, compilation }) => [
    ...(diagnostics.length > 0 ? [renderDiagnostics(diagnostics, format, paint)] : []),
    ...(compilation?.ok && format === 'human' ? [successLine(file, compilation, paint)] : []),
  ]);
  const errors = checked.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error');
  if (format !== 'human' || errors.length === 0) return texts.join('\n');
  const bad = checked.filter(({ compilation }) => !compilation?.ok).length;
  const count = formatCounted(errors.length, 'error');
  const where = checked.length === 1 ? '' : ` in ${bad} of ${checked.length} files`;
  return [...texts, `${paint.red(paint.bold(`${count}${where}`))}\n${nextSteps(checked, errors)}`].join('\n\n');
}

/** How to fix the errors, and where to read more about them. */
function nextSteps(checked: readonly CheckedFile[], errors: readonly Diagnostic[]): string {
  const total = (key: keyof Fixable): number => checked.reduce((sum, { fixable }) => sum + (fixable?.[key] ?? 0), 0);
  const [certain, contracts] = [total('certain'), total('contracts')];
  const fixable = [
    ...(certain > 0 ? [`${certain} fixable with \`--fix\``] : []),
    ...(contracts > 0 ? [`${contracts} fixable with \`--fix=contracts\``] : []),
  ];
  const more = `run \`modelc explain ${errors[0]?.code}\` for details`;
  return [...fixable, more].join('; ');
}

function successLine(file: string, { graph, unchecked }: Compilation, paint: Paint): string {
  if (!graph) return '';
  const { name, inputs, outputs, typings } = graph;
  const { parameters, trainable, macs } = sumNodes(graph);
  // Publications count trainable parameters, most of them without saying so.
  const trained = trainable === parameters ? '' : ` (${formatCount(trainable)} trainable)`;
  const list = (shapes: readonly (readonly number[])[]) =>
    shapes.map((shape) => formatOutput(shape, 'nhwc')).join(' and ');
  const results = outputs.map(({ value }) => valuesOf(typings.get(value)?.output ?? []));
  const counts = [
    formatCounted(usedNodes(graph).size, 'layer'),
    `${formatCounted(parameters, 'parameter')}${trained}`,
    formatCounted(macs, 'multiply-accumulate'),
    `${list(inputs.map(({ shape }) => shape))} -> ${list(results)}`,
  ].join(', ');
  const line = `${paint.bold('ok')} ${printable(file)}: ${printable(name)}, ${counts}`;
  const count = unchecked.length;
  if (count === 0) return line;
  const what = count === 1 ? '1 expectation was' : `${count} expectations were`;
  return `${line}\n   ${what} not checked, because \`--set\` changes the values`;
}
