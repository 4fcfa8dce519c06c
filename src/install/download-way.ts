import * as fs from 'node:fs';
import type * as http from 'node:http';
import * as https from 'node:https';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { describeFailure } from './failure';
import type { Site } from './site';
import { tfjsNodeDirectory } from './site';
import { directoryBytes, removeDirectory } from './staging';

const probeMs = 4_000;
const stallMs = 60_000;

/**
 * Whether the host that tfjs-node downloads from answers, through the same proxy as its install script. Never rejects, and
 * takes at most four seconds: many networks drop such requests silently.
 */
export async function isDownloadOpen(site: Pick<Site, 'directory' | 'env'>): Promise<boolean> {
  // A mirror configured by the user is worth trying whatever it answers to a bare request.
  const mirror = /^(npm_config_)?(tfjs_node_(cdn_storage|base_uri)|tfjs_binding_binary_host_mirror)$|^cdn_storage$/i;
  if (Object.keys(site.env).some((name) => mirror.test(name))) return true;
  try {
    const packageFile = path.join(tfjsNodeDirectory(site.directory), 'package.json');
    const { binary, version } = JSON.parse(fs.readFileSync(packageFile, 'utf8')) as TfjsNodePackage;
    const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
    const extension = process.platform === 'win32' ? 'zip' : 'tar.gz';
    const url = `${binary.host}/napi-v8/${version}/CPU-${system}-${version}.${extension}`;
    return await answers(url, proxyAgent(packageFile, site.env));
  } catch {
    return false;
  }
}

interface TfjsNodePackage {
  readonly version: string;
  readonly binary: { readonly host: string };
}

function proxyAgent(packageFile: string, env: Site['env']): http.Agent | undefined {
  const proxy = env.HTTPS_PROXY || env.https_proxy || env.HTTP_PROXY || env.http_proxy;
  if (!proxy) return undefined;
  const HttpsProxyAgent = createRequire(packageFile)('https-proxy-agent') as new (url: string) => http.Agent;
  return new HttpsProxyAgent(proxy);
}

/** Whether a HEAD request succeeds in time. Never rejects. */
export function answers(url: string, agent?: http.Agent, timeoutMs = probeMs): Promise<boolean> {
  return new Promise((resolve) => {
    const request = https.request(url, { method: 'HEAD', ...(agent && { agent }) }, (response) => {
      response.resume();
      finish(response.statusCode !== undefined && response.statusCode < 400);
    });
    const timer = setTimeout(() => finish(false), timeoutMs);
    const finish = (open: boolean) => {
      clearTimeout(timer);
      resolve(open);
      request.destroy();
    };
    request.on('error', () => finish(false));
    request.end();
  });
}

/**
 * Runs tfjs-node's own install script, which downloads libtensorflow and the prebuilt addon. Returns why it failed, after
 * removing what it left, or `undefined` if everything is there.
 */
export async function runInstallScript(site: Site): Promise<string | undefined> {
  const directory = tfjsNodeDirectory(site.directory);
  const text = "downloading TensorFlow by tfjs-node's own install script";
  site.say('libraries', text);
  const result = await site.run(process.execPath, [path.join('scripts', 'install.js')], {
    cwd: directory,
    env: { ...site.env, PATH: [path.join(site.directory, 'node_modules', '.bin'), site.env.PATH].join(path.delimiter) },
    signal: site.signal,
    timeoutMs: 30 * 60_000,
    watch: {
      measure: () => directoryBytes(path.join(directory, 'deps')) + directoryBytes(path.join(directory, 'lib')),
      onChange: (bytes) => site.say('libraries', text, { bytes }),
      stallMs,
    },
  });
  if (result.code === 0) return undefined;
  for (const folder of ['deps', 'lib', 'build']) removeDirectory(path.join(directory, folder));
  return describeFailure(result);
}
