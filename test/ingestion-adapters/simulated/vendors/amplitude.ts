import { exportFeed } from '../../../../ingestion-adapters/amplitude/export-feed.js';
import { dateText, HOUR } from '../../../../simulator/calendar.js';
import { interactionsOf, uploaded } from '../../../../simulator/records/usage.js';
import { amplitudeExport } from '../../../support/vendors/amplitude.js';
import { amplitude } from '../../amplitude/using.js';
import { expiringToken } from '../expiring-token.js';
import type { SimulatedVendor, World } from '../simulated-vendor.js';
import { trueUsage } from '../true-usage.js';

const INSIDE = 'Basic inside';
const faults = ['cut-off', 'broken'] as const;

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** A project whose archives are cut off at times, and may be too large, with a key that has to be replaced. */
export const simulatedAmplitude = ({ company, clock, random }: World): SimulatedVendor => {
  const events = interactionsOf(company).map(uploaded);
  const times = events.map(({ uploadedAt }) => uploadedAt).sort((a, b) => a - b);
  const hours = new Map<number, number>();
  for (const at of times) hours.set(Math.floor(at / HOUR), (hours.get(Math.floor(at / HOUR)) ?? 0) + 1);
  const busiest = Math.max(...hours.values());
  const answer = amplitudeExport({
    events,
    authorization: INSIDE,
    now: clock.now,
    fault: () => (random.chance(0.04) ? random.pick(faults) : 'none'),
    readyAfter: (hour) => (hour % (7 * HOUR) === 0 ? 4 : 2),
    most: { refusedAbove: busiest + 5, endlessAbove: busiest + 60 },
  });
  const token = expiringToken(clock);
  return {
    connection: () => ({
      ...amplitude,
      credentials: { apiKey: 'key', secretKey: token.token() },
      settings: { ...amplitude.settings, startsOn: dateText(company.startsAt) },
    }),
    feeds: [exportFeed],
    answer: token.guarding((secret) => basic(`key:${secret}`), answer, INSIDE),
    nextChangeAt: () => times.find((at) => at > clock.now().getTime()),
    renew: token.renew,
    truth: trueUsage(company),
  };
};
