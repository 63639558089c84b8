import type { SegmentAccount } from '../api/segment-types.js';
import { Band } from '../components/band.js';
import { countWords, fieldWords, moneyWords, NOTHING } from '../words.js';

type Props = { readonly caption: string; readonly accounts: ReadonlyArray<SegmentAccount> };

/** Accounts as they were on a day. */
export const AccountTable = ({ caption, accounts }: Props) => (
  /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */
  <section class="scrolled" tabIndex={0} aria-label={caption}>
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {['Account', 'Health', 'ARR', 'Plan', 'Segment of the CRM', 'Renews in'].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ accountId, name, domain, healthBand, arr, currency, plan, segment, daysToRenewal }) => (
          <tr key={accountId}>
            <th scope="row">
              <a href={`/accounts/${encodeURIComponent(accountId)}`}>{name ?? domain ?? accountId}</a>
            </th>
            <td>
              <Band band={healthBand} />
            </td>
            <td>{moneyWords(arr === null ? null : `${arr}`, currency)}</td>
            <td>{fieldWords(plan)}</td>
            <td>{fieldWords(segment)}</td>
            <td>{daysToRenewal === null ? NOTHING : countWords(daysToRenewal, 'day')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
