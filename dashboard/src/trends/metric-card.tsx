import { useEffect, useMemo } from 'preact/hooks';
import { readDecomposition, readForecast } from '../api/trend-documents.js';
import type { Comparisons, Grain, SeriesAnswer, TrendMetric } from '../api/trend-types.js';
import type { Freshness } from '../api/types.js';
import { type Read, useQuery } from '../api/use-query.js';
import { scopeOf } from '../book/asked-book.js';
import { Chart } from '../charts/chart.js';
import { MOST_LINES, metricTrendOption } from '../charts/metric-trend.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { countWords, dayWords, nameWords } from '../words.js';
import type { Asked } from './asked.js';
import { ComparisonTable } from './comparison-table.js';
import { linesOf } from './lines.js';
import { NumberTable } from './number-table.js';
import { numbersOf } from './numbers.js';
import { Parts } from './parts.js';
import { stepWords } from './words.js';

const HORIZONS: Readonly<Record<Grain, number>> = { day: 30, week: 13, month: 12, quarter: 4 };
const REFRESH_EVERY = 10_000;

type Props = {
  readonly metric: string;
  readonly rollup: TrendMetric['rollup'] | undefined;
  readonly asked: Asked;
  readonly answer: SeriesAnswer;
  readonly compared: Comparisons | undefined;
  readonly loading: boolean;
  readonly tellFreshness: (freshness: Freshness) => void;
};

/** What is asked of one series beyond its numbers; nothing of a split book, where there are several. */
const useAnalysis = ({ metric, asked, answer: { grain, from, to }, tellFreshness }: Props) => {
  const series = { metric, ...scopeOf(asked.book), from, to, knownAt: asked.knownAt, grain };
  const isOne = asked.split === null;
  const forecast = useQuery(
    readForecast,
    isOne && asked.forecast ? { ...series, horizon: HORIZONS[grain] } : undefined,
    REFRESH_EVERY,
  );
  const parts = useQuery(readDecomposition, isOne && asked.parts ? series : undefined, REFRESH_EVERY);
  useEffect(() => {
    if (forecast.data !== undefined) tellFreshness(forecast.data.forecast.freshness);
  }, [forecast.data]);
  return { forecast, parts };
};

type NotReckonedProps = { readonly title: string; readonly read: Pick<Read<unknown>, 'failure' | 'refresh'> };

/** Some series are too short, or too full of gaps. */
const NotReckoned = ({ title, read: { failure, refresh } }: NotReckonedProps) => {
  if (failure === undefined) return null;
  return failure.kind === 'refused' ? (
    <Note title={title}>{failure.message}</Note>
  ) : (
    <FailureNote failure={failure} retry={refresh} />
  );
};

const Told = (props: Props) => {
  const { metric, rollup, asked, answer, compared } = props;
  const { forecast, parts } = useAnalysis(props);
  const isSplit = asked.split !== null;
  const ahead = forecast.data?.forecast.points;
  const decomposition = parts.data?.decomposition;
  const { grain, series } = answer;
  const lines = useMemo(
    () => ({
      ...linesOf(metric, series, asked.split),
      ...{ metric, grain, ahead: ahead ?? [], fromZero: rollup === undefined || rollup === 'sum' },
    }),
    [metric, series, asked.split, grain, ahead, rollup],
  );
  const option = useMemo(() => metricTrendOption(lines), [lines]);
  const numbers = useMemo(() => numbersOf(lines, decomposition), [lines, decomposition]);
  const [first, last] = [lines.starts[0], lines.starts.at(-1)];
  if (first === undefined || last === undefined) {
    return props.loading ? (
      <Skeleton lines={6} label={`Reading ${nameWords(metric)}`} />
    ) : (
      <Note title="Nothing was told of it in this time" />
    );
  }
  const label = `${nameWords(metric)}${isSplit ? `, by ${asked.split}` : ''}, from ${stepWords(first, grain)} to ${stepWords(last, grain)}`;
  return (
    <>
      {compared && <ComparisonTable metric={metric} rollup={rollup} isSplit={isSplit} compared={compared} />}
      <div>
        <Chart option={option} label={`${label}${ahead === undefined ? '' : ', with a forecast'}`} />
        <p class="caption">
          What nobody told of is left out. It is not zero.
          {lines.lines.length > MOST_LINES &&
            ` The ${countWords(MOST_LINES, 'largest part')} are drawn; the numbers have all ${lines.lines.length}.`}
          {ahead !== undefined && ' The forecast is in the darker band with 80%, in the lighter with 95% probability.'}
        </p>
      </div>
      <NotReckoned title="It cannot be forecast" read={forecast} />
      <NotReckoned title="It cannot be taken apart" read={parts} />
      {decomposition && <Parts decomposition={decomposition} grain={grain} />}
      <NumberTable caption={label} numbers={numbers} />
    </>
  );
};

/** One metric: how it went, beside before, ahead, and taken apart, as far as asked for. */
export const MetricCard = (props: Props) => (
  <section class="card metric" aria-label={nameWords(props.metric)}>
    <div class="card-head">
      <h2>{nameWords(props.metric)}</h2>
      <span class="soft">
        By {props.answer.grain}
        {props.asked.split === null ? '' : ` and ${props.asked.split}`}
        {props.asked.knownAt === null ? '' : `, as known on ${dayWords(props.asked.knownAt)}`}
      </span>
    </div>
    <Told {...props} />
  </section>
);
