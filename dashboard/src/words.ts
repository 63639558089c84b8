/** How values read to people. Everything here is pure: the time now is an argument. */

export const NOTHING = '–';

const DAY = 86_400_000;
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const instant = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat('en', { maximumFractionDigits: 2, signDisplay: 'exceptZero' });
const signedWhole = new Intl.NumberFormat('en', { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const dayWords = (value: string | null): string => (value === null ? NOTHING : day.format(new Date(value)));
export const shortDayWords = (value: string): string => shortDay.format(new Date(value));
export const monthWords = (value: string): string => month.format(new Date(value));
export const clockWords = (time: number): string => clock.format(time);
export const instantWords = (value: string): string => instant.format(new Date(value));
export const numberWords = (value: number): string => exact.format(value);
export const compactWords = (value: number): string => compact.format(value);
/** Cut, not rounded: a band begins at a whole score, and 74.6 is not in one that begins at 75. */
export const scoreWords = (score: number | null): string =>
  score === null ? NOTHING : whole.format(Math.floor(score));
/** With its sign, as changes read. */
export const changeWords = (value: number): string => signed.format(value);
export const changePercentWords = (fraction: number): string => `${signedWhole.format(fraction * 100)}%`;
export const percentWords = (fraction: number): string => `${whole.format(fraction * 100)}%`;

export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

/** In whole units: cents of a yearly amount tell nobody anything. */
export const moneyWords = (amount: string | null, currency: string | null): string =>
  amount === null || currency === null
    ? NOTHING
    : new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(Number(amount));

export const agoWords = (value: string | null, now: number): string => {
  if (value === null) return 'never';
  const minutes = Math.floor((now - Date.parse(value)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / 1440);
  return days < 60 ? `${days} days ago` : dayWords(value);
};

export const daysUntil = (value: string, now: number): number =>
  Math.round((Date.parse(value.slice(0, 10)) - Math.floor(now / DAY) * DAY) / DAY);

export const untilWords = (value: string, now: number): string => {
  const days = daysUntil(value, now);
  if (days === 0) return 'today';
  const size =
    Math.abs(days) < 60 ? countWords(Math.abs(days), 'day') : countWords(Math.round(Math.abs(days) / 30.4), 'month');
  return days > 0 ? `in ${size}` : `${size} ago`;
};

export const lagWords = (seconds: number): string => {
  if (seconds < 0.05) return 'up to date';
  if (seconds < 10) return `${seconds.toFixed(1)} s behind`;
  if (seconds < 120) return `${Math.round(seconds)} s behind`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min behind`;
  return `${Math.round(seconds / 3600)} h behind`;
};

const SPELLED: Readonly<Record<string, string>> = {
  arr: 'ARR',
  ces: 'CES',
  csat: 'CSAT',
  dach: 'DACH',
  hubspot: 'HubSpot',
  nps: 'NPS',
  sla: 'SLA',
  uk: 'UK',
};

/** `HOSPITAL_HEALTH_CARE`, `at-risk`, `activeUsers` and `CaseOpened` as words. */
export const nameWords = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/\w+/g, (word) => SPELLED[word] ?? word);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A field of a vendor's: codes become words, and what a person wrote stays as written. */
export const fieldWords = (value: string | null): string => {
  if (value === null || value === '') return NOTHING;
  return /^([A-Z0-9_]+|[a-z0-9_-]+)$/.test(value) ? nameWords(value) : value;
};
