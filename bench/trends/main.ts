import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeAdapters } from '../../infrastructure/adapters.js';
import { readEnvironment } from '../../infrastructure/config.js';
import { startServices } from '../../infrastructure/embedded/services.js';
import { signToken } from '../../read-api/sign-token.js';
import { copyRows } from './copies.js';
import { trendFacts } from './facts.js';
import { type Filled, fill } from './fill.js';
import { type Measured, measure } from './measure.js';
import { questionsAbout } from './questions.js';
import { copyingGivesSameRows } from './same-rows.js';
import { serveReadModels } from './served.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    copies: { type: 'string', default: '10' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

/** So many events show that copied rows are the folded ones. */
const SAMPLE = 10_000;
const SECRET = 'of no use anywhere but in this bench';
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const inWords = ({ name, p50, p99, rate, paced, cpu, bytes, bare }: Measured): string =>
  `  ${name.padEnd(42)} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${rate.toFixed(0)}/s; ` +
  `once a second each p50 ${paced.p50.toFixed(1)} ms, p99 ${paced.p99.toFixed(1)} ms; ` +
  `CPU of an answer ${cpu.serverMs.toFixed(2)} ms in the server, ${cpu.databaseMs.toFixed(2)} in the database; ` +
  `Fastify with the same ${bytes} bytes ${bare.toFixed(0)}/s, ratio ${(rate / bare).toFixed(3)}`;

const folder = await mkdtemp(join(tmpdir(), 'treering-trends-'));
/** PostgreSQL's own user enters it, so its data go with the folder. */
await chmod(folder, 0o711);
const env = readEnvironment({ TREERING_DATA: folder, TREERING_ARCHIVE: 'off' });
const services = await startServices(env);
const adapters = await makeAdapters(env, services);

const measured = async ({ accountIds, heartbeat }: Filled): Promise<ReadonlyArray<Measured>> => {
  await adapters.knex.raw('vacuum analyze');
  const token = signToken(SECRET, { role: 'analyst', subject: 'bench', ttlSeconds: 86_400 });
  const asking = {
    token,
    databaseFolder: join(folder, 'postgres'),
    clients: Number(values.clients),
    seconds: Number(values.seconds),
  };
  const questions = questionsAbout(accountIds).filter(({ name }) => new RegExp(values.only).test(name));
  const found: Array<Measured> = [];
  for (const hot of [false, true]) {
    say(hot ? ' kept answers, nothing changing' : ' worked out each time, once for all who ask at a time');
    const served = await serveReadModels(env, adapters, { jwtSecret: SECRET, hot });
    try {
      for (const question of questions.filter(({ isKept }) => isKept || !hot)) {
        const one = await measure({ ...asking, port: served.port }, question, heartbeat);
        found.push({ ...one, name: hot ? `${one.name}, kept` : one.name });
        say(inWords(one));
      }
    } finally {
      await served.close();
    }
  }
  return found;
};

try {
  const [size, copies, seed] = [Number(values.events), Number(values.copies), Number(values.seed)];
  await copyingGivesSameRows(adapters.knex, SAMPLE, seed, 3);
  say(
    `${values.clients} clients at once, ${values.seconds} s a question, Node ${process.version}, ` +
      `${cpus().length} cores shared by clients, server and PostgreSQL; seed ${seed}`,
  );
  const filled = await fill(adapters.readStore, trendFacts(size, seed));
  const accounts = filled.accountIds.length;
  say(
    `${filled.events} events, ${accounts} accounts, a year; folded by the projections in ${filled.seconds.toFixed(0)} s`,
  );
  const first = await measured(filled);
  await copyRows(adapters.knex, 'read', seed, copies);
  say(
    `${filled.events * copies} events, ${accounts * copies} accounts: the rows of each customer copied ${copies - 1} times, and of the ` +
      `whole book ${copies} times as much (of ${SAMPLE} events this gave the very rows that folding gives)`,
  );
  const last = await measured(filled);
  say(' growth from the first to the last');
  for (const [i, { name, p50, p99, paced, cpu }] of first.entries()) {
    const then = last[i];
    if (then === undefined) continue;
    const [both, thenBoth] = [cpu.serverMs + cpu.databaseMs, then.cpu.serverMs + then.cpu.databaseMs];
    const times = [then.p50 / p50, then.p99 / p99, then.paced.p50 / paced.p50, thenBoth / both].map((one) =>
      one.toFixed(2),
    );
    say(`  ${name.padEnd(48)} p50 ${times[0]}, p99 ${times[1]}; once a second each p50 ${times[2]}; CPU ${times[3]}`);
  }
} finally {
  await adapters.close();
  await services.stop();
  await rm(folder, { recursive: true, force: true });
}
