import pino, { type Logger } from 'pino';
import { type Adapters, makeAdapters } from '../infrastructure/adapters.js';
import { type Environment, readEnvironment } from '../infrastructure/config.js';
import { startServices } from '../infrastructure/embedded/services.js';
import { reportInWords } from '../infrastructure/log-archive/archive-report.js';
import { untilStoresAnswer } from './until-stores-answer.js';

/** What a running role is stopped by. */
export type Running = { readonly stop: () => Promise<void> };

export type RoleContext = {
  readonly env: Environment;
  readonly adapters: Adapters;
  readonly log: Logger;
};

const PATIENCE_MS = 10_000;

/**
 * From now on a signal stops what was started. A second one, or too long a wait, ends the process at once: a crash loses nothing either.
 * The answer says whether one has come.
 */
const stopOnSignal = (log: Logger, stop: () => Promise<void>): (() => boolean) => {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn('what was under way did not end in time');
      process.exit(1);
    }, PATIENCE_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return () => stopping;
};

/**
 * Runs one or more roles over the stores the settings name, until a signal comes, and stops the last started first. Waits for stores that do not answer yet;
 * anything else that goes wrong at start ends the process.
 */
export const runRole = async (start: (context: RoleContext) => Promise<Running>): Promise<void> => {
  const env = readEnvironment();
  const log = pino({ level: env.LOG_LEVEL, base: null });
  const started: Array<() => Promise<void>> = [];
  const isStopping = stopOnSignal(log, async () => {
    for (const stop of started.reverse()) await stop();
  });
  try {
    const starting = startServices(env);
    started.push(async () => (await starting.catch(() => undefined))?.stop());
    const services = await starting;
    const adapters = await untilStoresAnswer(log, () =>
      makeAdapters(env, services, (report) => log.warn(reportInWords(report))),
    );
    const running = await start({ env, adapters, log });
    started.push(adapters.close, running.stop);
  } catch (error) {
    if (isStopping()) return;
    log.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
};
