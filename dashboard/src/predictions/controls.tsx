import { PREDICTION_ORDERS } from '../api/prediction-types.js';
import { BandChoice } from '../components/band-choice.js';
import type { Asked, ListKind } from './asked.js';
import { Typed } from './typed.js';

type Props = {
  readonly kind: ListKind;
  readonly asked: Asked;
  readonly orderWords: Readonly<Record<Asked['order'], string>>;
  readonly ask: (asked: Asked) => void;
};

export const Controls = ({ kind, asked, orderWords, ask }: Props) => (
  <search class="asked">
    <fieldset class="segments">
      <legend class="unseen">Within</legend>
      {kind.horizons.map((horizon) => (
        <button
          type="button"
          key={horizon}
          aria-pressed={horizon === asked.horizon}
          onClick={() => ask({ ...asked, horizon })}
        >
          {horizon} days
        </button>
      ))}
    </fieldset>
    <div class="fields">
      <Typed label="Search" value={asked.search} hand={(search) => ask({ ...asked, search })} />
      <Typed label="Segment" value={asked.segment} hand={(segment) => ask({ ...asked, segment })} />
      <BandChoice chosen={asked.band} choose={(band) => ask({ ...asked, band })} />
      <label>
        <span>Order by</span>
        <select
          value={asked.order}
          onChange={({ currentTarget: { value } }) => ask({ ...asked, order: value === 'value' ? 'value' : 'chance' })}
        >
          {PREDICTION_ORDERS.map((order) => (
            <option key={order} value={order}>
              {orderWords[order]}
            </option>
          ))}
        </select>
      </label>
    </div>
  </search>
);
