export const expectation = {
  'expect/flatten-size': (a: { declared: number; inferred: number }) => ({
    text: `\`flatten\` makes ${a.inferred} features, and \`size\` says ${a.declared}`,
  }),
  'expect/dense-inputs': (a: { declared: number; inferred: number }) => ({
    text: `\`dense\` gets ${a.inferred} features, and \`inputs\` says ${a.declared}`,
  }),
  'expect/value': (a: { of: string; key: string; declared: string; inferred: string }) => ({
    text: `${a.of} has ${a.key} ${a.inferred}, and \`expect\` says ${a.declared}`,
  }),
  'expect/not-there': (a: { of: string; key: string; found: string }) => ({
    text: `${a.of} is ${a.found} and has no \`${a.key}\``,
  }),
};
