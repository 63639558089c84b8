import type { Reason } from '../api/prediction-types.js';

type Props = { readonly reasons: ReadonlyArray<Reason>; readonly most: number };

/** What moved a prediction most, in words; the sign says which way. */
export const Reasons = ({ reasons, most }: Props) => (
  <ul class="reasons">
    {[...reasons]
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
      .slice(0, most)
      .map(({ feature, contribution, sentence }) => (
        <li key={feature} data-sign={contribution > 0 ? 'towards' : 'against'}>
          {sentence}
        </li>
      ))}
  </ul>
);
