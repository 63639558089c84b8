import { setTimeout as sleep } from 'node:timers/promises';
import { attendAlerts } from '../application/alerts/attend-alerts.js';
import { timestampOf } from '../domain/primitives.js';
import { publicUrl } from '../infrastructure/config.js';
import { makeReadAccountFacts } from '../projections/accounts/queries.js';
import { makeDueAlerts } from '../projections/alerts/queries.js';
import type { RoleContext, Running } from './role.js';

const TURN_MS = 1_000;

/** Looks every second whom alerts have to be told to, for as long as `isOurs`: whoever raises alerts tells of them. */
export const startAttendingAlerts = ({ env, adapters, log }: RoleContext, isOurs: () => boolean): Running => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const attend = attendAlerts({
    ...adapters.eventStore,
    dueAlerts: makeDueAlerts(adapters.knex),
    accountFacts: makeReadAccountFacts(adapters.knex),
    channels: adapters.alertChannels,
    deliver: adapters.deliverNotice,
    clock: () => timestampOf(Date.now()),
    publicUrl: publicUrl(env),
    report: (error) => log.warn({ err: error }, 'an alert could not be attended to, and is tried again'),
  });
  const turns = async (): Promise<void> => {
    while (!signal.aborted) {
      if (isOurs()) {
        await attend(signal).catch((error: unknown) => {
          if (!signal.aborted) log.warn({ err: error }, 'alerts could not be attended to, and are tried again');
        });
      }
      await sleep(TURN_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = turns();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
