import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { changeCredentials } from '../../application/connections/change-credentials.js';
import { answered } from '../answered.js';
import { commandOnConnection, depsOf, requestOf } from '../connection-change.js';
import { credentialsIn } from '../credentials-in.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly file?: string };

/** Never an argument: those can be read by whoever sees the processes of the machine, and stay in the history of the shell. */
const read = ({ file }: Options): Promise<Buffer> => {
  if (file !== undefined) return readFile(file);
  if (process.stdin.isTTY)
    process.stderr.write('credentials as a JSON object, such as {"accessToken": "…"}, then end of file:\n');
  return buffer(process.stdin);
};

export const credentialsCommand = commandOnConnection(
  'credentials',
  'Give a connection what it shows the API of its vendor, all of it, as a JSON object from a file or standard input; what it had is forgotten.',
)
  .option('--file <file>', 'instead of standard input')
  .action(async (source: string, name: string, options: Options) => {
    const credentials = credentialsIn(await read(options));
    await withAdapters(async (adapters) => {
      await answered(changeCredentials(depsOf(adapters))(requestOf(source, name), credentials));
      process.stdout.write(`${source}/${name} shows ${Object.keys(credentials).sort().join(', ')}\n`);
    });
  });
