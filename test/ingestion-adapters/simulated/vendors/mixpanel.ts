import { makeExportFeed } from '../../../../ingestion-adapters/mixpanel/export-feed.js';
import { dateText } from '../../../../simulator/calendar.js';
import { interactionsOf } from '../../../../simulator/records/usage.js';
import { mixpanelExport } from '../../../support/vendors/mixpanel.js';
import { mixpanel } from '../../ingesting.js';
import { expiringToken } from '../expiring-token.js';
import type { SimulatedVendor, World } from '../simulated-vendor.js';
import { trueUsage } from '../true-usage.js';

const LINES_AN_ANSWER = 60;
const INSIDE = 'Basic inside';
const faults = ['mid-line', 'words', 'broken'] as const;

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** A project whose answers are cut off at times, and with a secret that has to be replaced. */
export const simulatedMixpanel = ({ company, clock, random }: World): SimulatedVendor => {
  const events = interactionsOf(company).map(({ account, user, feature, at, processedAt, insertId }) => ({
    event: feature,
    at,
    user: user.distinctId,
    insertId,
    company: String(account.companyId),
    processedAt,
  }));
  const times = events.map(({ processedAt }) => processedAt).sort((a, b) => a - b);
  const answer = mixpanelExport({
    events: [...events, ...events.filter((_, i) => i % 50 === 0)],
    authorization: INSIDE,
    now: clock.now,
    fault: () => (random.chance(0.04) ? random.pick(faults) : 'none'),
  });
  const token = expiringToken(clock);
  return {
    connection: () => ({
      ...mixpanel,
      credentials: { username: 'treering', secret: token.token() },
      settings: { ...mixpanel.settings, startsOn: dateText(company.startsAt) },
    }),
    feeds: [makeExportFeed(LINES_AN_ANSWER)],
    answer: token.guarding((secret) => basic(`treering:${secret}`), answer, INSIDE),
    nextChangeAt: () => times.find((at) => at > clock.now().getTime()),
    renew: token.renew,
    truth: trueUsage(company),
  };
};
