export const report = {
  'report/too-many': (a: { shown: number; total: string }) => ({
    text: `there are ${a.total} mistakes, and only the first ${a.shown} are shown`,
    help: 'mend these first: many of the others may be the same',
  }),
};
