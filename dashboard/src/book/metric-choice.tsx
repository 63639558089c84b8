import { nameWords } from '../words.js';

type Props = {
  readonly chosen: ReadonlyArray<string>;
  readonly metrics: ReadonlyArray<string>;
  readonly most: number;
  readonly fewest: number;
  readonly ask: (metrics: ReadonlyArray<string>) => void;
};

/** Metrics by name, each to be taken away, and one to be added. */
export const MetricChoice = ({ chosen, metrics, most, fewest, ask }: Props) => (
  <fieldset class="metric-choice">
    <legend>Metrics</legend>
    {chosen.map((metric) => (
      <button
        type="button"
        class="quiet chip"
        key={metric}
        disabled={chosen.length <= fewest}
        aria-label={`Remove ${nameWords(metric)}`}
        onClick={() => ask(chosen.filter((other) => other !== metric))}
      >
        {nameWords(metric)}
      </button>
    ))}
    {chosen.length < most && (
      <select
        aria-label="Add a metric"
        value=""
        onChange={({ currentTarget: { value } }) => value !== '' && ask([...chosen, value])}
      >
        <option value="">Add…</option>
        {metrics
          .filter((metric) => !chosen.includes(metric))
          .map((metric) => (
            <option key={metric} value={metric}>
              {nameWords(metric)}
            </option>
          ))}
      </select>
    )}
  </fieldset>
);
