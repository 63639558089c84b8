import { DAY } from '../calendar.js';
import type { Company } from '../company.js';
import { type Interaction, usageOfDay } from '../usage.js';
import type { UploadedEvent } from '../vendors/amplitude.js';

/** Everything that was done in the history, also what a phone told of later. */
export const interactionsOf = (company: Company): ReadonlyArray<Interaction> => {
  const done: Array<Interaction> = [];
  for (let day = Math.floor(company.startsAt / DAY); day * DAY < company.endsAt; day += 1) {
    for (const customer of company.customers) done.push(...usageOfDay(company, customer, day * DAY));
  }
  return done.filter(({ at }) => at >= company.startsAt && at < company.endsAt);
};

/** As Amplitude takes it in. */
export const uploaded = ({ account, user, feature, at, processedAt, insertId }: Interaction): UploadedEvent => ({
  uuid: `${insertId}-${account.companyId}`,
  event: feature,
  at,
  user: user.distinctId,
  device: `device-${user.distinctId}`,
  company: String(account.companyId),
  uploadedAt: processedAt,
});
