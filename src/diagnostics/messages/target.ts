export const target = {
  'target/unsupported': (a: { target: string; what: string; reason: string; help: string }) => ({
    text: `target \`${a.target}\` doesn't support ${a.what}: ${a.reason}`,
    help: a.help,
  }),
};
