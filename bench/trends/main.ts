import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeAdapters } from '../../infrastructure/adapters.js';
import { readEnvironment } from '../../infrastructure/config.js';
import { startServices } from '../../infrastructure/embedded/services.js';
import { signToken } from '../../read-api/sign-token.js';
import { fill } from './fill.js';
import { type Measured, measure } from './measure.js';
import { questionsAbout } from './questions.js';
import { serveReadModels } from './served.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000,10000000' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

const SECRET = 'of no use anywhere but in this bench';
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const measured = async (size: number): Promise<ReadonlyArray<Measured>> => {
  const folder = await mkdtemp(join(tmpdir(), 'treering-trends-'));
  /** PostgreSQL's own user enters it, so its data go with the folder. */
  await chmod(folder, 0o711);
  const env = readEnvironment({ TREERING_DATA: folder, TREERING_ARCHIVE: 'off' });
  const services = await startServices(env);
  const adapters = await makeAdapters(env, services);
  try {
    const filled = await fill(adapters.readStore, size, Number(values.seed));
    await adapters.knex.raw('vacuum analyze');
    say(
      `${filled.events} events of ${filled.accountIds.length} accounts and a year, folded by the projections themselves in ` +
        `${filled.seconds.toFixed(0)} s; seed ${values.seed}`,
    );
    const served = await serveReadModels(env, adapters, SECRET);
    const token = signToken(SECRET, { role: 'analyst', subject: 'bench', ttlSeconds: 86_400 });
    try {
      const found: Array<Measured> = [];
      for (const question of questionsAbout(filled.accountIds)) {
        if (!question.name.includes(values.only)) continue;
        const one = await measure(
          { port: served.port, token, clients: Number(values.clients), seconds: Number(values.seconds) },
          question,
          filled.heartbeat,
        );
        found.push(one);
        say(
          `  ${one.name.padEnd(42)} p50 ${one.p50.toFixed(1)} ms, p99 ${one.p99.toFixed(1)} ms, ${one.rate.toFixed(0)}/s, ` +
            `Fastify with the same ${one.bytes} bytes ${one.bare.toFixed(0)}/s, ratio ${(one.rate / one.bare).toFixed(3)}`,
        );
      }
      return found;
    } finally {
      await served.close();
    }
  } finally {
    await adapters.close();
    await services.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

say(
  `${values.clients} clients at once, ${values.seconds} s a question, Node ${process.version}, ` +
    `${cpus().length} cores shared by clients, server and PostgreSQL`,
);
const sizes: Array<ReadonlyArray<Measured>> = [];
for (const size of values.events.split(',')) sizes.push(await measured(Number(size)));
const [first = [], last = []] = [sizes[0], sizes.at(-1)];
if (sizes.length > 1) {
  say('growth from the first size to the last');
  for (const [i, { name, p50, p99 }] of first.entries()) {
    const then = last[i];
    if (then === undefined) continue;
    say(`  ${name.padEnd(42)} p50 ${(then.p50 / p50).toFixed(2)}, p99 ${(then.p99 / p99).toFixed(2)}`);
  }
}
