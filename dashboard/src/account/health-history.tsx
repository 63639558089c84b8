import { useMemo } from 'preact/hooks';
import { bandWords } from '../bands.js';
import { Chart } from '../charts/chart.js';
import { healthHistoryOption } from '../charts/health-history.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { dayOnAxis } from '../days.js';
import { dayWords, scoreWords } from '../words.js';
import type { LiveHealth } from './use-health.js';

type Props = {
  readonly health: LiveHealth;
  readonly marked: ReadonlyArray<string>;
  readonly pick: (day: string) => void;
};

export const HealthHistory = ({ health: { current, points, failure, retry }, marked, pick }: Props) => {
  const option = useMemo(() => healthHistoryOption(points, marked), [points, marked]);
  const [first, last] = [points[0], points.at(-1)];
  if (current === undefined) {
    return failure === undefined ? (
      <Skeleton lines={6} label="Reading the health history" />
    ) : (
      <FailureNote failure={failure} retry={retry} />
    );
  }
  if (first === undefined || last === undefined) return <Note title="No score in the last 12 months" />;
  return (
    <Chart
      option={option}
      onPick={(time) => pick(dayOnAxis(time))}
      label={`Health from ${scoreWords(first.score)} (${bandWords(first.band)}) on ${dayWords(first.day)} to ${scoreWords(last.score)} (${bandWords(last.band)}) on ${dayWords(last.day)}`}
    />
  );
};
