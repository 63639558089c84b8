import type { RoleContext, Running } from './role.js';

const DAY_MS = 86_400_000;
const RETRY_MS = 60_000;

const untilTomorrow = (): number => DAY_MS - (Date.now() % DAY_MS) + 1_000;

/** Does something once now and once at the start of each day (UTC); what fails is tried again a minute later. */
export const everyDay = ({ log }: Pick<RoleContext, 'log'>, what: string, work: () => Promise<unknown>): Running => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const turn = (): void => {
    running = work()
      .then(untilTomorrow, (error: unknown) => {
        if (!stopped) log.warn({ err: error }, `daily ${what} failed, and is tried again`);
        return RETRY_MS;
      })
      .then((wait) => {
        if (!stopped) timer = setTimeout(turn, wait);
      });
  };
  turn();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
