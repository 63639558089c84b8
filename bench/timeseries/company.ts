import * as E from 'fp-ts/lib/Either.js';
import type { Anomaly } from '../../ml/timeseries/anomalies/anomaly.js';
import { ANOMALY_OPTIONS, alarmLevelOf } from '../../ml/timeseries/anomalies/options.js';
import { anomaliesOf } from '../../ml/timeseries/anomalies/retrospective/anomalies-of.js';
import { simulateDetector } from '../../ml/timeseries/anomalies/simulate-detector.js';
import { detectSeasons } from '../../ml/timeseries/seasonality/detect-seasons.js';
import { type BookDays, simulateBook, sumOf } from './company/book-days.js';
import {
  calendars,
  countsBySize,
  incidentsOf,
  type Judged,
  judge,
  LARGE,
  type SizedIncident,
  share,
  sizeNames,
} from './company/incidents.js';
import { tellIndicators } from './company/indicators.js';
import { tellMissed } from './company/missed.js';
import { oracleOf } from './company/oracle.js';
import type { Suite } from './suite.js';

const COMPANIES = 5;
const ACCOUNTS = 600;
const MONTHS = 13;
const OPTIONS = { ...ANOMALY_OPTIONS, counts: true };

/** A new level that lasts is no incident. */
const isShort = ({ from, to }: Anomaly): boolean => to - from < 7;

const alarmsOf = (found: E.Either<unknown, ReadonlyArray<Anomaly>>): ReadonlyArray<Anomaly> =>
  E.isRight(found) ? found.right : [];

const recallOf = (found: ReadonlyArray<SizedIncident>, all: ReadonlyArray<SizedIncident>): string => {
  const whole = countsBySize(all);
  return countsBySize(found)
    .map((count, size) => `${count} of ${whole[size]}`)
    .join(' | ');
};

const tell = (name: string, judged: ReadonlyArray<Judged>): void => {
  const sum = (part: (each: Judged) => number) => judged.reduce((all, each) => all + part(each), 0);
  const alarms = sum((each) => each.alarms);
  const incidents = sum((each) => each.ofIncidents);
  const found = judged.flatMap((each) => each.found);
  const recall = recallOf(found, [...found, ...judged.flatMap(({ missed }) => missed)]);
  const explained = incidents + sum(({ ofHolidays }) => ofHolidays);
  console.log(`| ${name} | ${recall} | ${alarms} | ${share(incidents, alarms)} | ${share(explained, alarms)} |`);
};

const tellOracle = (books: ReadonlyArray<BookDays>): void => {
  const all = books.flatMap((book) => incidentsOf(book).map((incident) => ({ book, incident })));
  const found = all.filter(({ book, incident }) => oracleOf(book, incident) < alarmLevelOf(OPTIONS));
  const incidents = (some: typeof all) => some.map(({ incident }) => incident);
  console.log(`| to somebody who knows what to expect | ${recallOf(incidents(found), incidents(all))} | | | |`);
};

const hasWeek = (values: Float64Array): boolean => {
  const report = detectSeasons(values, { periods: [7, 365.25 / 12, 365.25 / 4] });
  return E.isRight(report) && report.right.seasons.some(({ period }) => period === 7);
};

/** What the simulated company had planted in it is found again: incidents, the week, and what comes before customers leave. */
export const companySuite: Suite = async ({ seed }) => {
  const books = Array.from({ length: COMPANIES }, (_, i) => simulateBook(`evaluation ${seed} ${i}`, ACCOUNTS, MONTHS));
  console.log(`\n${COMPANIES} companies of ${ACCOUNTS} accounts over ${MONTHS} months, seed ${seed}\n`);
  console.log(
    `| usage of the whole book; incidents found, by size | ${sizeNames.join(' | ')} | alarms | of incidents | or of holidays |`,
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  let watched: ReadonlyArray<{ readonly book: BookDays; readonly usage: Float64Array; readonly judged: Judged }> = [];
  for (const [calendar, days] of calendars) {
    const usages = books.map((book) => ({ book, usage: days(sumOf(book.usage), book.start) }));
    const streaming = usages.map(({ book, usage }) => ({
      ...{ book, usage },
      judged: judge(book, alarmsOf(simulateDetector(usage, OPTIONS))),
    }));
    const hindsight = usages.map(({ book, usage }) =>
      judge(book, alarmsOf(anomaliesOf(usage, OPTIONS)).filter(isShort)),
    );
    tell(
      `as it happens${calendar}`,
      streaming.map(({ judged }) => judged),
    );
    tell(`in hindsight${calendar}`, hindsight);
    watched = streaming;
  }
  tellOracle(books);
  console.log(
    '\nLarge incidents that are missed as they happen, holidays known: its days, how unusual they seemed, and are\n',
  );
  console.log(
    '| from | size | usage of what was expected | p-value | to somebody who knows |\n| --- | --- | --- | --- | --- |',
  );
  for (const { book, usage, judged } of watched)
    tellMissed(
      book,
      usage,
      judged.missed.filter(({ size }) => size >= LARGE),
      OPTIONS,
    );
  const weekly = books.filter(({ usage }) => hasWeek(sumOf(usage))).length;
  console.log(`\nThe week is found in the usage of ${weekly} of ${COMPANIES} books.`);
  tellIndicators(books);
};
