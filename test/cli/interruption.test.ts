import { exitCodeOf, listenForInterruption } from '../../src/cli/interruption';
import type { StopSignal } from '../../src/training/run-folder/run-result';

const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
afterEach(() => exit.mockClear());
afterAll(() => exit.mockRestore());

test.each<[StopSignal, StopSignal, number]>([
  ['SIGINT', 'SIGINT', 130],
  ['SIGINT', 'SIGTERM', 143],
  ['SIGTERM', 'SIGINT', 130],
])('%s is remembered, and %s after it ends the process at once', (first, second, exitCode) => {
  const interruption = listenForInterruption();
  expect(interruption.signal()).toBeUndefined();
  process.emit(first, first);
  expect(interruption.signal()).toBe(first);
  expect(exit).not.toHaveBeenCalled();
  process.emit(second, second);
  expect(exit).toHaveBeenCalledWith(exitCode);
  expect(interruption.signal()).toBe(first);
  interruption.stop();
});

test('restores the signal handlers', () => {
  const before = process.listenerCount('SIGINT');
  listenForInterruption().stop();
  expect(process.listenerCount('SIGINT')).toBe(before);
  expect(exitCodeOf('SIGTERM')).toBe(143);
});
