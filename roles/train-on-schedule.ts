import * as E from 'fp-ts/lib/Either.js';
import type { JobHandlers, JobRequest, JobSchedule } from '../application/ports/job-queue.js';
import { dayNumber } from '../domain/health/daily-series.js';
import { type ModelName, modelNames } from '../domain/prediction-model/names.js';
import type { CalendarDate } from '../domain/primitives.js';
import type { RoleContext, Running } from './role.js';
import { makeTraining } from './train-models.js';

/** Trainings one after the other, each a job of its own, and what waits for all of them. */
const flowOf = (name: string, day: string, when: 'missing' | 'in use'): JobRequest => ({
  ...{ name, id: `${name}-${day}`, data: { day } },
  after: modelNames.map((model) => ({
    ...{ name: 'train-model', id: `${name}-${day}-${model}`, data: { model, day, when } },
  })),
});

const schedules: ReadonlyArray<JobSchedule> = [
  { name: 'daily-training', every: 'day', requestOn: (day) => flowOf('first-models', day, 'missing') },
  { name: 'weekly-training', every: 'week', requestOn: (day) => flowOf('models-anew', day, 'in use') },
];

/**
 * Trains each day what no model is in use for yet, as a young history may have become long enough, and each week everything anew.
 * One model at a time: what is asked for at once waits.
 */
export const startTraining = (
  context: Pick<RoleContext, 'adapters' | 'log'>,
  threads: number,
): Running & { readonly handlers: JobHandlers; readonly schedules: ReadonlyArray<JobSchedule> } => {
  const { log } = context;
  const { train, isInUse, close } = makeTraining(context, threads);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <A>(work: () => Promise<A>): Promise<A> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const trainAsAsked = async (model: ModelName, day: CalendarDate, when: string, signal: AbortSignal) => {
    if (signal.aborted || (await isInUse(model)) !== (when === 'in use')) return;
    const outcome = await train(model, { seed: dayNumber(day), signal });
    if (E.isLeft(outcome)) {
      log.info({ model, why: outcome.left }, 'no model was trained');
      return;
    }
    const { version, status, unmet } = outcome.right.recorded;
    log.info({ model, version, status, unmet }, 'a model was trained');
  };
  const done = async ({ data: { day } }: { readonly data: Readonly<Record<string, string>> }) => {
    log.debug({ day }, 'trainings are done');
  };
  return {
    schedules,
    handlers: {
      'train-model': ({ data: { model, day, when = '' }, signal }) =>
        inTurn(() => trainAsAsked(model as ModelName, day as CalendarDate, when, signal)),
      'first-models': done,
      'models-anew': done,
    },
    stop: close,
  };
};
