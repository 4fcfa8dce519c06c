// What the compiler made of one mutant.

/** `modelc`: `{ compile, mendSpec, folderReader, positionOf }`. Gives a verdict; `legal` where the slip makes another sound spec. */
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
    message: first.message,
    help: first.help,
    line: first.span.source.file === mutant.shown && lineOf(modelc, first) === mutant.line,
  };
  if (mutant.type === 'word') verdict.suggestion = first.fixes[0]?.edits[0]?.newText === mutant.before;
  if (mutant.type === 'flip') verdict.odd = namesOdd(modelc, errors, mutant);
  if (mutant.type === 'word' || mutant.type === 'expectation') {
    // A count beside an item is a contract, which is rewritten where that is asked for.
    const scope = mutant.type === 'word' ? 'certain' : 'contracts';
    const { changed } = modelc.mendSpec(main, spec, { includes }, scope);
    const after = changed.get(mutant.shown)?.after;
    verdict.mended = after === mutant.original && changed.size === 1;
  }
  return verdict;
}

function lineOf(modelc, { span }) {
  return modelc.positionOf(span.source, span.start).line;
}

/** The path is told to be the odd one, or the mistake stands in it. */
function namesOdd(modelc, errors, { path, shown, line }) {
  return errors.some((error) => {
    if (error.span.source.file === shown && lineOf(modelc, error) === line) return true;
    if (!error.message.includes(`path \`${path}\` gives`)) return false;
    return error.notes.some(
      ({ message }) => message.includes(`path \`${path}\``) && message.includes('the odd one out'),
    );
  });
}
