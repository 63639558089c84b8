import type { Correlations, Grain, LeadingMetric } from '../api/trend-types.js';
import { changeWords, NOTHING, nameWords } from '../words.js';
import { lagWords, proofWords } from './words.js';

const Cell = ({ lead, grain }: { readonly lead: LeadingMetric | undefined; readonly grain: Grain }) => {
  if (lead === undefined) return <td class="heat">{NOTHING}</td>;
  const { coefficient, lag, isFinding } = lead;
  return (
    <td
      class={isFinding ? 'heat finding' : 'heat chance'}
      data-sign={coefficient < 0 ? 'less' : 'more'}
      style={{ '--heat': `${Math.round(Math.abs(coefficient) * 100)}` }}
      title={proofWords(lead)}
    >
      <span>{changeWords(coefficient)}</span>
      <span class="second">{lagWords(lag, grain)}</span>
      <span class="unseen">{isFinding ? 'a finding' : 'may be chance'}</span>
    </td>
  );
};

type Props = { readonly metrics: ReadonlyArray<string>; readonly correlations: Correlations };

/** Each metric in its row against what follows it in the columns. */
export const HeatMap = ({ metrics, correlations: { leads, grain } }: Props) => {
  const found = new Map(leads.map((lead) => [`${lead.leader} ${lead.follower}`, lead]));
  const caption =
    'How metrics move before each other: the one that leads in the row, the one that follows in the column';
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */
    <section class="heat-frame" tabIndex={0} aria-label={caption}>
      <table class="heat-map">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <td class="corner">leads ↓ follows →</td>
            {metrics.map((metric) => (
              <th key={metric} scope="col">
                {nameWords(metric)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {metrics.map((leader) => (
            <tr key={leader}>
              <th scope="row">{nameWords(leader)}</th>
              {metrics.map((follower) =>
                follower === leader ? (
                  <td key={follower} class="heat self" aria-label="itself" />
                ) : (
                  <Cell key={follower} lead={found.get(`${leader} ${follower}`)} grain={grain} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
