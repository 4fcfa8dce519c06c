import * as net from 'node:net';
import { answers, isDownloadOpen } from '../../src/install/download-way';

test('gives up on a host that accepts but does not answer', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  const started = Date.now();
  expect(await answers(`https://127.0.0.1:${port}/file`, undefined, 200)).toBe(false);
  expect(Date.now() - started).toBeLessThan(1500);
  server.close();
});

test.each([
  ['a port where nobody listens', 'https://127.0.0.1:9/file'],
  ['a name that does not resolve', 'https://modelc.invalid/file'],
])('%s is closed', async (_name, url) => expect(await answers(url)).toBe(false));

test.each([
  ['no package to ask', {}, false],
  ['a mirror of the library', { TFJS_NODE_CDN_STORAGE: 'https://mirror.invalid/' }, true],
  ['a mirror of the addon', { npm_config_tfjs_binding_binary_host_mirror: 'https://mirror.invalid/' }, true],
])('whether to try the download: %s', async (_name, env, expected) => {
  expect(await isDownloadOpen({ directory: '/nowhere', env })).toBe(expected);
});
