import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { selfSigned } from '../../infrastructure/event-node/self-signed.js';
import type { TlsCertificate } from '../../infrastructure/event-node/serve.js';
import { startEventNode } from '../../infrastructure/event-node/start.js';
import { onInterrupt } from '../on-interrupt.js';

type Options = {
  readonly file: string;
  readonly port: string;
  readonly host: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly selfSigned?: string;
  readonly name: ReadonlyArray<string>;
  readonly insecure?: true;
  readonly adminPassword?: string;
  readonly opsPassword?: string;
};

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

export const eventNodeCommand = new Command('event-node')
  .description('Serve an event log to the roles of several machines, as an EventStoreDB of one node.')
  .requiredOption('--file <file>', 'the SQLite file that keeps the events')
  .option('--port <port>', 'where it listens', '2113')
  .option('--host <host>', 'the address it listens at', '127.0.0.1')
  .option('--certificate <file>', 'serve over TLS with this certificate (PEM)')
  .option('--key <file>', 'and its private key (PEM)')
  .option('--self-signed <folder>', 'serve over TLS with a certificate that is made, and kept in this folder')
  .option('--name <names...>', 'names and addresses, besides the host, that clients reach it by', [])
  .option('--insecure', 'serve without TLS and without users at an address that other machines reach')
  .addOption(new Option('--admin-password <password>', 'of a new log').env('EVENT_NODE_ADMIN_PASSWORD'))
  .addOption(new Option('--ops-password <password>', 'of a new log').env('EVENT_NODE_OPS_PASSWORD'))
  .action(async (options: Options) => {
    const { file, host, adminPassword, opsPassword } = options;
    const { tls, authorityFile } = await encryption(options);
    if (tls === undefined && !options.insecure && !LOOPBACK.includes(host)) {
      throw new Error(
        `anyone who reaches ${host} could change the log: give a certificate, --self-signed or --insecure`,
      );
    }
    const interrupted = onInterrupt('the event node was told to stop');
    const node = await startEventNode({
      file,
      host,
      port: portOf(options.port),
      ...(tls && { tls }),
      initialPasswords: { ...(adminPassword && { admin: adminPassword }), ...(opsPassword && { ops: opsPassword }) },
    });
    const authority = authorityFile === undefined ? '' : `, trust ${authorityFile}`;
    process.stdout.write(`serving ${file} at ${node.connectionString}${authority}\n`);
    if (!interrupted.aborted) await once(interrupted, 'abort');
    await node.stop();
  });

const portOf = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port must be a number from 0 to 65535');
  return port;
};

type Encryption = { readonly tls?: TlsCertificate; readonly authorityFile?: string };

const encryption = async ({ certificate, key, selfSigned: folder, host, name }: Options): Promise<Encryption> => {
  if ((certificate === undefined) !== (key === undefined)) throw new Error('--certificate and --key go together');
  if (certificate !== undefined && folder !== undefined)
    throw new Error('--self-signed and --certificate exclude each other');
  if (folder !== undefined) {
    const { authorityFile, ...tls } = await selfSigned(folder, [...new Set([host, 'localhost', '127.0.0.1', ...name])]);
    return { tls, authorityFile };
  }
  if (certificate === undefined || key === undefined) return {};
  return { tls: { certificate: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') } };
};
