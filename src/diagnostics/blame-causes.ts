import type { Note } from './diagnostic';
import { locationKey, mistakeKey } from './merge-repeats';
import type { Finding } from './report';
import type { Span } from './source';

/** How many of the wrong locations are named as notes. */
const MAXIMUM_LOCATIONS = 3;

const FEWEST_LOCATIONS = 2;

/**
 * Reports a cause instead of the values that it makes wrong, if there are enough of them: an expression that computes three
 * wrong sizes is one mistake. Each finding becomes one at the cause, so that its uses are still counted.
 */
export function blameCauses(findings: readonly Finding[]): readonly Finding[] {
  const wrong = new Map<string, Map<string, Span>>();
  const helps = new Map<string, Set<string | undefined>>();
  for (const finding of findings) {
    const key = causeKey(finding);
    if (key === undefined) continue;
    const locations = wrong.get(key) ?? new Map<string, Span>();
    wrong.set(key, locations.set(mistakeKey(finding), finding.span));
    helps.set(key, (helps.get(key) ?? new Set()).add(finding.details.help));
  }
  if (wrong.size === 0) return findings;
  const blamed = new Map<Finding, Finding>();
  for (const finding of findings) {
    const { cause } = finding.details;
    const locations = wrong.get(causeKey(finding) ?? '');
    const isShared = helps.get(causeKey(finding) ?? '')?.size === 1;
    if (cause && locations && locations.size >= (cause.least ?? FEWEST_LOCATIONS))
      blamed.set(
        finding,
        atCause(finding, { ...cause, help: isShared && !cause.args ? finding.details.help : undefined }, [
          ...locations.values(),
        ]),
      );
  }
  const explained = new Set([...blamed.keys()].map(mistakeKey));
  return findings.flatMap((finding) => {
    const atItsCause = blamed.get(finding);
    if (atItsCause) return [atItsCause];
    return explained.has(mistakeKey(finding)) ? [] : [finding];
  });
}

function causeKey({ code, details: { cause } }: Finding): string | undefined {
  return cause && locationKey(code, cause.span);
}

function atCause(
  finding: Finding,
  {
    span,
    uses,
    args = finding.args,
    blamed = false,
    help,
  }: NonNullable<Finding['details']['cause']> & Pick<Finding['details'], 'help'>,
  locations: readonly Span[],
): Finding {
  const notes = locations
    .slice(0, MAXIMUM_LOCATIONS)
    .map((location): Note => ({ message: 'it does not fit here', span: location }));
  return { ...finding, span, args, details: { uses, blamed, notes, help } };
}
