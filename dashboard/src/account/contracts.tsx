import type { Contract } from '../api/types.js';
import { Note } from '../components/note.js';
import { dayWords, moneyWords } from '../words.js';

const stateOf = ({ cancelledOn, startsOn, endsOn }: Contract, today: string): string => {
  if (cancelledOn !== null) return `Cancelled on ${dayWords(cancelledOn)}`;
  if (endsOn <= today) return 'Ended';
  return startsOn > today ? 'Not begun' : 'Running';
};

type Props = { readonly contracts: ReadonlyArray<Contract>; readonly now: number };

export const Contracts = ({ contracts, now }: Props) => {
  if (contracts.length === 0) return <Note title="No contract is known" />;
  const today = new Date(now).toISOString().slice(0, 10);
  const latestFirst = [...contracts].sort((a, b) => b.startsOn.localeCompare(a.startsOn));
  return (
    <table class="contracts">
      <caption class="unseen">Contracts, the latest first</caption>
      <thead>
        <tr>
          <th scope="col">Term</th>
          <th scope="col">State</th>
          <th scope="col" class="number">
            ARR
          </th>
        </tr>
      </thead>
      <tbody>
        {latestFirst.map((contract) => (
          <tr key={contract.contractId}>
            <td>
              {dayWords(contract.startsOn)} to {dayWords(contract.endsOn)}
            </td>
            <td>{stateOf(contract, today)}</td>
            <td class="number">{moneyWords(contract.arr, contract.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
