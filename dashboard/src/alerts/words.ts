import { severityBand, severityWords } from '../anomalies/words.js';
import type { AlertRule, Delivery, QuietHours, Seen, Watch, WatchedAccounts, What } from '../api/alert-types.js';
import { bandWords } from '../bands.js';
import {
  countWords,
  dayWords,
  fieldWords,
  instantWords,
  nameWords,
  numberWords,
  percentWords,
  scoreWords,
} from '../words.js';

export const whatWords: Readonly<Record<What, string>> = {
  anomaly: 'Something unusual',
  'health-band': 'Health comes into a band',
  'health-score': 'Health comes below a score',
  'health-fall': 'Health falls',
  metric: 'A metric is too high or too low',
};

/** What was seen, in a sentence. */
export const seenWords = (seen: Seen): string => {
  switch (seen.what) {
    case 'anomaly': {
      const was = seen.value === null ? 'nothing was told' : numberWords(seen.value);
      return `${nameWords(seen.metric)}: ${was} on ${dayWords(seen.day)}, where ${numberWords(seen.expected)} was expected`;
    }
    case 'health': {
      const fell = seen.fall === null ? '' : `, ${numberWords(seen.fall)} points below its best`;
      return `Health ${scoreWords(seen.score)} on ${dayWords(seen.day)}${fell}`;
    }
    case 'metric':
      return `${nameWords(seen.metric)}: ${numberWords(seen.value)} from ${dayWords(seen.from)} to ${dayWords(seen.day)}`;
  }
};

/** How bad it is, with the band of health whose colour says so; of a metric nobody said. */
export const severityOf = (seen: Seen): { readonly band: string; readonly words: string } | undefined => {
  if (seen.what === 'anomaly') return { band: severityBand(seen), words: severityWords(seen) };
  return seen.what === 'health' ? { band: seen.band ?? 'unscored', words: bandWords(seen.band) } : undefined;
};

const listed = (names: ReadonlyArray<string> | null | undefined, words: (name: string) => string): string =>
  (names ?? []).map(words).join(', ');

export const watchWords = ({ what, ...watch }: Watch): string => {
  switch (what) {
    case 'anomaly': {
      const kinds = listed(watch.kinds, nameWords) || 'Anything unusual';
      const metrics = listed(watch.metrics, nameWords) || 'any metric';
      const least = watch.minimumSeverity ? `, ${percentWords(watch.minimumSeverity)} off or more` : '';
      return `${kinds} in ${metrics}${least}`;
    }
    case 'health-band':
      return `Health comes into ${listed(watch.bands, bandWords)}`;
    case 'health-score':
      return `Health comes below ${numberWords(watch.below ?? 0)}`;
    case 'health-fall':
      return `Health falls by ${numberWords(watch.points ?? 0)} points within ${countWords(watch.days ?? 0, 'day')}`;
    case 'metric':
      return `${nameWords(watch.metric ?? '')} ${watch.is} ${numberWords(watch.limit ?? 0)} within ${countWords(watch.days ?? 0, 'day')}`;
  }
};

export const accountsWords = (accounts: WatchedAccounts): string => {
  const named = Object.entries(accounts).flatMap(([attribute, value]) =>
    value === null ? [] : [`${nameWords(attribute).toLowerCase()} ${fieldWords(value)}`],
  );
  return named.length === 0 ? 'All accounts' : `Accounts of ${named.join(', ')}`;
};

const quietWords = ({ from, to, timeZone, weekdays }: QuietHours): string =>
  `quiet ${from} to ${to} (${timeZone}) on ${weekdays.length === 7 ? 'every day' : listed(weekdays, nameWords)}`;

export const planWords = ({ plan: { channels, escalation, quietHours } }: Pick<AlertRule, 'plan'>): string =>
  [
    `Tells ${channels.join(', ')}`,
    ...(escalation === null
      ? []
      : [`after ${countWords(escalation.afterMinutes, 'minute')} also ${escalation.channels.join(', ')}`]),
    ...(quietHours === null ? [] : [quietWords(quietHours)]),
  ].join('; ');

export const deliveryWords = ({ channel, about, state, deliveredAt, reason, retryAt }: Delivery): string => {
  const what = about === 'escalated' ? `${channel} (escalated)` : channel;
  switch (state) {
    case 'delivered':
      return `${what}: told ${deliveredAt === null ? '' : instantWords(deliveredAt)}`;
    case 'waiting':
      return `${what}: waits${retryAt === null ? '' : ` until ${instantWords(retryAt)}`}`;
    case 'failed':
      return `${what}: ${reason ?? 'failed'}${retryAt === null ? '' : `; again ${instantWords(retryAt)}`}`;
    case 'given-up':
      return `${what}: given up, ${reason ?? 'it failed too often'}`;
  }
};
