import type { EventLog } from '../log/event-log.js';
import type { StoredProjection } from '../store/store.js';
import { definitions } from './definitions.js';
import { makeProjection, type Projection } from './projection.js';

export type SystemProjections = {
  readonly find: (name: string) => Projection | undefined;
  readonly all: () => ReadonlyArray<Projection>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The projections that the real server brings along. None is enabled until it is asked for; those that were go on. */
export const startSystemProjections = async (log: EventLog): Promise<SystemProjections> => {
  const saved = await log.commit(({ store }) => store.projections());
  const projections = new Map(
    definitions.map((definition, index): [string, Projection] => {
      const { name, query } = definition;
      const unused: StoredProjection = { name, enabled: false, query, version: 1, epoch: -1, position: 0 };
      const state = saved.find((one) => one.name === name) ?? unused;
      return [name, makeProjection(log, index + 1, definition, state)];
    }),
  );
  const all = () => [...projections.values()];
  const start = () => Promise.all(all().map((projection) => projection.start()));
  const stop = () => Promise.all(all().map((projection) => projection.stop()));

  await start();
  return {
    find: (name) => projections.get(name),
    all,
    restart: async () => {
      await stop();
      await start();
    },
    close: async () => {
      await stop();
    },
  };
};
