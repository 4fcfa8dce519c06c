// How the compiler reports one mutant.

/** `modelc` is `{ compile, fixSpec, folderReader, helpOf, messageOf, positionOf }`. Returns a verdict: `legal` if the mutant is a valid spec too. */
export function judge(modelc, mutant, root) {
  const { file, text, spec, specText } = mutant;
  const reader = modelc.folderReader(root);
  const includes = {
    identify: (name) => reader.identify(name),
    read(path, from) {
      const read = reader.read(path, from);
      return read.ok && read.file === mutant.shown ? { ...read, text } : read;
    },
  };
  const main = file === spec ? text : specText;
  let compilation;
  try {
    compilation = modelc.compile(main, spec, { includes });
  } catch (error) {
    return { exception: String(error) };
  }
  const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return { legal: true };
  const [first] = errors;
  const verdict = {
    errors: errors.length,
    code: first.code,
    message: modelc.messageOf(first),
    help: modelc.helpOf(first),
    line: first.span.source.file === mutant.shown && lineOf(modelc, first) === mutant.line,
  };
  if (mutant.type === 'word') verdict.suggestion = first.fixes[0]?.edits[0]?.newText === mutant.before;
  if (mutant.type === 'flip') verdict.odd = namesOdd(modelc, errors, mutant);
  if (mutant.type === 'word' || mutant.type === 'expectation') {
    // A count next to an item is a contract, which only the scope `contracts` rewrites.
    const scope = mutant.type === 'word' ? 'certain' : 'contracts';
    const { changed } = modelc.fixSpec(main, spec, { includes }, scope);
    const after = changed.get(mutant.shown)?.after;
    verdict.fixed = after === mutant.original && changed.size === 1;
  }
  return verdict;
}

function lineOf(modelc, { span }) {
  return modelc.positionOf(span.source, span.start).line;
}

/** Whether an error names the path as the odd one out, or is at the line of the mistake. */
function namesOdd(modelc, errors, { path, shown, line }) {
  return errors.some((error) => {
    if (error.span.source.file === shown && lineOf(modelc, error) === line) return true;
    if (!modelc.messageOf(error).includes(`path \`${path}\` produces`)) return false;
    return error.notes.some(
      ({ message }) => message.includes(`path \`${path}\``) && message.includes('the odd one out'),
    );
  });
}
