import { daysOf, type Period } from './period.js';

const LASTS: ReadonlyArray<readonly [number, string]> = [
  [30, 'Last 30 days'],
  [90, 'Last 90 days'],
  [182, 'Last 26 weeks'],
  [365, 'Last 12 months'],
  [730, 'Last 24 months'],
];
const CERTAIN = 'certain';

type Props = { readonly period: Period; readonly now: number; readonly ask: (period: Period) => void };

const CertainDays = ({ period, now, ask }: Props) => {
  const days = daysOf(period, now);
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <label key={end}>
          <span>{end === 'from' ? 'From' : 'To'}</span>
          <input
            type="date"
            required
            value={days[end]}
            onChange={(event) => {
              if (event.currentTarget.value !== '') ask({ ...days, [end]: event.currentTarget.value });
            }}
          />
        </label>
      ))}
    </>
  );
};

export const PeriodChoice = (props: Props) => {
  const { period, now, ask } = props;
  const lasts =
    'last' in period && !LASTS.some(([last]) => last === period.last)
      ? [...LASTS, [period.last, `Last ${period.last} days`] as const]
      : LASTS;
  return (
    <>
      <label>
        <span>Period</span>
        <select
          value={'last' in period ? `${period.last}` : CERTAIN}
          onChange={({ currentTarget: { value } }) =>
            ask(value === CERTAIN ? daysOf(period, now) : { last: Number(value) })
          }
        >
          {lasts.map(([last, words]) => (
            <option key={last} value={`${last}`}>
              {words}
            </option>
          ))}
          <option value={CERTAIN}>Certain days</option>
        </select>
      </label>
      {'last' in period ? null : <CertainDays {...props} />}
    </>
  );
};
