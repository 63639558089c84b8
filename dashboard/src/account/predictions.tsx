import { useEffect, useRef, useState } from 'preact/hooks';
import { predictionChanged, readPredictions } from '../api/prediction-documents.js';
import type { AccountPredictions, ChurnPrediction, ExpansionPrediction, Trajectory } from '../api/prediction-types.js';
import { useQuery } from '../api/use-query.js';
import { useSubscription } from '../api/use-subscription.js';
import { bandWords } from '../bands.js';
import { chanceTrendOption } from '../charts/chance-trend.js';
import { Chart } from '../charts/chart.js';
import { healthPathOption } from '../charts/health-path.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { Reasons } from '../predictions/reasons.js';
import { amountsWords, expectedWords, intervalWords, missingWords } from '../predictions/words.js';
import { changeWords, dayWords, fieldWords, numberWords, percentWords } from '../words.js';
import type { PartProps } from './part.js';

const TREND_HORIZON = 90;
const MOST_REASONS = 5;

const Churn = ({ churn }: { readonly churn: ChurnPrediction }) => (
  <div class="predicted">
    <h3>Risk to lose it</h3>
    <dl class="chances">
      {churn.horizons.map(({ days, probability, low, high }) => (
        <div key={days}>
          <dt>Within {days} days</dt>
          <dd>
            <strong>{percentWords(probability)}</strong> <span class="soft">{intervalWords({ low, high })}</span>
          </dd>
        </div>
      ))}
    </dl>
    <Reasons reasons={churn.reasons} most={MOST_REASONS} />
    {churn.history.length > 1 && (
      <Chart
        option={chanceTrendOption(churn.history, TREND_HORIZON)}
        label={`The risk within ${TREND_HORIZON} days, as it was said over time`}
      />
    )}
    {churn.similar.length > 0 && (
      <p class="soft">
        Stood like it:{' '}
        {churn.similar.map(({ accountId, name, outcome }, i) => (
          <span key={accountId}>
            {i > 0 && ', '}
            <a href={`/accounts/${encodeURIComponent(accountId)}`}>{name ?? accountId}</a> ({outcome})
          </span>
        ))}
      </p>
    )}
    <p class="soft">
      From facts up to {dayWords(churn.day)}, by version {churn.modelVersion}
    </p>
  </div>
);

const Expansion = ({ expansion }: { readonly expansion: ExpansionPrediction }) => (
  <div class="predicted">
    <h3>Expansion</h3>
    <dl class="chances">
      {expansion.horizons.map(({ days, probability, amount, low, high }) => (
        <div key={days}>
          <dt>Within {days} days</dt>
          <dd>
            <strong>{percentWords(probability)}</strong>{' '}
            <span class="soft">
              {expectedWords(amount, expansion.currency)} a year expected (
              {amountsWords({ low, high }, expansion.currency)})
            </span>
          </dd>
        </div>
      ))}
    </dl>
    <Reasons reasons={expansion.reasons} most={MOST_REASONS} />
  </div>
);

const Path = ({ trajectory: { path, crossings, window, action } }: { readonly trajectory: Trajectory }) => (
  <div class="predicted">
    <h3>Where health goes</h3>
    <Chart option={healthPathOption(path)} label="The health score to be expected, with its interval" />
    <ul>
      {crossings.map(({ band, probability, day }) => (
        <li key={band}>
          {percentWords(probability)} to come into “{bandWords(band)}”{day !== null && `, most likely ${dayWords(day)}`}
        </li>
      ))}
    </ul>
    <p>
      {window === null
        ? 'When to act cannot be told from what was seen.'
        : `Acting changes most from ${dayWords(window.from)} to ${dayWords(window.to)}.`}
    </p>
    <p>
      {action === null
        ? 'Not enough evidence for any action.'
        : `${fieldWords(action.name)}: ${changeWords(action.effect)} points before (${numberWords(action.low)} to ${numberWords(action.high)}, ${action.cases} cases).`}
    </p>
  </div>
);

const usePredictions = ({ accountId, tellFreshness }: Pick<PartProps, 'accountId' | 'tellFreshness'>) => {
  const [predictions, setPredictions] = useState<AccountPredictions>();
  const { data, failure, refresh } = useQuery(readPredictions, { id: accountId });
  const isTold = useRef(false);
  const show = (told: AccountPredictions): void => {
    tellFreshness(told.freshness);
    setPredictions(told);
  };
  useEffect(() => {
    if (data !== undefined && !isTold.current) show(data.accountPredictions);
  }, [data]);
  useSubscription(predictionChanged, { id: accountId }, (message) => {
    isTold.current = true;
    show(message.predictionChanged);
  });
  return { predictions, failure, refresh };
};

/** What is foretold of an account, kept live. */
export const Predictions = (part: Pick<PartProps, 'accountId' | 'tellFreshness'>) => {
  const { predictions, failure, refresh } = usePredictions(part);
  if (predictions === undefined) {
    return failure === undefined ? (
      <Skeleton lines={6} label="Reading what is predicted" />
    ) : (
      <FailureNote failure={failure} retry={refresh} />
    );
  }
  const { churn, expansion, trajectory, missing } = predictions;
  if (churn === null && expansion === null && trajectory === null) {
    return <Note title="No prediction yet">{missingWords(missing)}</Note>;
  }
  return (
    <div class="predictions">
      {churn !== null && <Churn churn={churn} />}
      {trajectory !== null && <Path trajectory={trajectory} />}
      {expansion !== null && <Expansion expansion={expansion} />}
    </div>
  );
};
