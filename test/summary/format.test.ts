import { formatCount } from '../../src/summary/format';

test.each([0, 7, 999, 1000, -12345, 97298, 12253974624, 2 ** 53 - 1, 0.5, 1234.5678])(
  '%d as Intl writes it',
  (count) => {
    expect(formatCount(count)).toBe(new Intl.NumberFormat('en-US').format(count));
  },
);
