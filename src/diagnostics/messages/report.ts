export const report = {
  'report/too-many': (a: { shown: number; total: string }) => ({
    text: `there are ${a.total} errors; only the first ${a.shown} are shown`,
    help: 'fix these first: many of the others may have the same cause',
  }),
};
