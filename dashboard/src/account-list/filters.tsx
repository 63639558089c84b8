import { useEffect, useRef, useState } from 'preact/hooks';
import { ACCOUNT_ORDERS, type AccountOrder } from '../api/types.js';
import { BandChoice } from '../components/band-choice.js';
import { fieldWords } from '../words.js';
import type { Criteria } from './criteria.js';

const SEARCH_AFTER = 250;

const orderWords: Readonly<Record<AccountOrder, string>> = {
  health: 'Health',
  name: 'Name',
  arr: 'ARR',
  lastActivity: 'Last activity',
};

type Props = {
  readonly criteria: Criteria;
  readonly industries: ReadonlyArray<string>;
  readonly ask: (criteria: Criteria) => void;
};

/** What is typed, handed on once the typing rests; an address that changes from elsewhere is shown. */
const useTyped = (search: string, hand: (search: string) => void) => {
  const [typed, setTyped] = useState(search);
  const handed = useRef(search);
  useEffect(() => {
    if (search === handed.current) return;
    handed.current = search;
    setTyped(search);
  }, [search]);
  useEffect(() => {
    if (typed === handed.current) return;
    const timer = setTimeout(() => {
      handed.current = typed;
      hand(typed);
    }, SEARCH_AFTER);
    return () => clearTimeout(timer);
  });
  return [typed, setTyped] as const;
};

export const Filters = ({ criteria, industries, ask }: Props) => {
  const [typed, setTyped] = useTyped(criteria.search, (search) => ask({ ...criteria, search }));
  return (
    <search class="filters">
      <label class="wide">
        <span>Search</span>
        <input
          type="search"
          placeholder="Name, domain or external id"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <BandChoice chosen={criteria.band} choose={(band) => ask({ ...criteria, band })} />
      <label>
        <span>Industry</span>
        <select
          value={criteria.industry}
          onChange={(event) => ask({ ...criteria, industry: event.currentTarget.value })}
        >
          <option value="">All industries</option>
          {industries.map((industry) => (
            <option key={industry} value={industry}>
              {fieldWords(industry)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Order by</span>
        <select
          value={criteria.order}
          onChange={(event) => {
            const order = ACCOUNT_ORDERS.find((known) => known === event.currentTarget.value);
            if (order !== undefined) ask({ ...criteria, order });
          }}
        >
          {ACCOUNT_ORDERS.map((order) => (
            <option key={order} value={order}>
              {orderWords[order]}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
};
