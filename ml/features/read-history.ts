import { defaultPolicy } from '../../domain/health/default-policy.js';
import { countOver, daysSinceLast, type Flow, isKnown, reportedOver, sumOver } from '../../domain/health/flow.js';
import { levelAt } from '../../domain/health/level.js';
import { inputsOn } from '../../domain/health/measures.js';
import { scoreInputs } from '../../domain/health/score.js';
import { addDays } from '../../domain/primitives.js';
import type { ContractStanding } from './contract-standings.js';
import type { AccountOnDay } from './definition.js';
import type { ProfileStep } from './profile-steps.js';

type Read<A> = (account: AccountOnDay) => A;

const flowIn = ({ history }: AccountOnDay, name: string): Flow | undefined => history.flows.get(name);

/** The sum over the last `days` days that ended `ago` days before; `null` before anything was reported. */
export const sumOf =
  (name: string, days: number, ago = 0): Read<number | null> =>
  (account) => {
    const flow = flowIn(account, name);
    const place = account.place - ago;
    return isKnown(flow, place) ? sumOver(flow, place, days) : null;
  };

/** As `sumOf`, but 0 where nothing was ever reported: of what is always told when it happens. */
export const countedOver =
  (name: string, days: number): Read<number> =>
  (account) =>
    sumOf(name, days)(account) ?? 0;

/** The mean of what was said over the last `days` days; `null` where nothing was. */
export const meanOf =
  (name: string, days: number): Read<number | null> =>
  (account) => {
    const flow = flowIn(account, name);
    const times = flow === undefined ? 0 : countOver(flow, account.place, days);
    return flow === undefined || times === 0 ? null : sumOver(flow, account.place, days) / times;
  };

/** The mean over those of the last `days` days that have data; `null` where none has. */
export const dailyMeanOf =
  (name: string, days: number): Read<number | null> =>
  (account) => {
    const flow = flowIn(account, name);
    const reported = flow === undefined ? 0 : reportedOver(flow, account.place, days);
    return flow === undefined || reported === 0 ? null : sumOver(flow, account.place, days) / reported;
  };

/** How many of the last `days` days had data; `null` before the first. */
export const reportedDays =
  (name: string, days: number): Read<number | null> =>
  (account) => {
    const flow = flowIn(account, name);
    return isKnown(flow, account.place) ? reportedOver(flow, account.place, days) : null;
  };

export const daysSince =
  (name: string): Read<number | null> =>
  (account) =>
    daysSinceLast(flowIn(account, name), account.place);

/** A level as it stood `ago` days before. */
export const level =
  (name: string, ago = 0): Read<number | null> =>
  ({ history, place }) => {
    const held = history.levels.get(name);
    return held === undefined ? null : levelAt(held, place - ago);
  };

/** From -1 (stopped) over 0 (as before) to 1 (began); `null` where there was neither, or one is missing. */
export const change = (before: number | null, now: number | null): number | null => {
  const larger = Math.max(Math.abs(before ?? 0), Math.abs(now ?? 0));
  return before === null || now === null || larger === 0 ? null : (now - before) / larger;
};

/** A sum over `days` days against the one of as many days before. */
export const changeOf =
  (name: string, days: number): Read<number | null> =>
  (account) =>
    change(sumOf(name, days, days)(account), sumOf(name, days)(account));

export const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;

/** The health score as it could have been told at the end of the day `ago` days before, by the policy in use. */
export const healthScore =
  (ago = 0): Read<number | null> =>
  ({ history, day, place }) =>
    place - ago < 0 ? null : scoreInputs(defaultPolicy, inputsOn(history.health, addDays(day, -ago))).score;

export const contracts: Read<ContractStanding | undefined> = ({ history, day }) =>
  history.contracts.findLast((standing) => standing.day <= day);

export const profile: Read<ProfileStep | undefined> = ({ history, day }) =>
  history.profile.findLast((step) => step.day <= day);

const EVERYBODY = 'all';

/** The median of a metric that was last published, by the day, for the account's industry or segment, else for all companies. */
export const benchmarkOf =
  (metric: string): Read<number | null> =>
  (account) => {
    const { history, day } = account;
    const held = profile(account);
    const published = history.benchmarks.filter((step) => step.metric === metric && step.day <= day);
    for (const segment of [held?.industry, held?.segment, EVERYBODY]) {
      const found = published.findLast((step) => step.segment === segment?.toLowerCase());
      if (found !== undefined) return found.median;
    }
    return null;
  };

/** One value a day of the last `days` days up to and with this one, NaN where there was none. */
export const lastDays =
  (name: string, days: number): Read<Float64Array> =>
  (account) => {
    const flow = flowIn(account, name);
    return Float64Array.from({ length: days }, (_, i) => {
      const place = account.place - days + 1 + i;
      return flow !== undefined && place >= 0 && isKnown(flow, place) ? sumOver(flow, place, 1) : Number.NaN;
    });
  };
