import type { JobSchedule } from '../../application/ports/job-queue.js';

const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const lengths: Readonly<Record<JobSchedule['every'], number>> = { day: DAY_MS, week: 7 * DAY_MS };

/** When the day or week that runs at a time began, in milliseconds since the epoch. */
const periodStart = (every: JobSchedule['every'], at: number): number => {
  const offset = every === 'week' ? FIRST_MONDAY_MS : 0;
  return at - ((((at - offset) % lengths[every]) + lengths[every]) % lengths[every]);
};

export const nextPeriodStart = (every: JobSchedule['every'], at: number): number =>
  periodStart(every, at) + lengths[every];

/** What a schedule asks for in the period that runs at a time. */
export const requestAt = ({ every, requestOn }: JobSchedule, at: number) =>
  requestOn(new Date(periodStart(every, at)).toISOString().slice(0, 10));
