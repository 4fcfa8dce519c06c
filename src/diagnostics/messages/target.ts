export const target = {
  'target/unsupported': (a: { target: string; what: string; reason: string; help: string }) => ({
    text: `target \`${a.target}\` does not support ${a.what}: ${a.reason}`,
    help: a.help,
  }),
};
