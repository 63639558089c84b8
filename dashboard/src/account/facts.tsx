import type { ComponentChildren } from 'preact';
import type { AccountDetail } from '../api/types.js';
import { agoWords, countWords, dayWords, fieldWords, moneyWords, NOTHING, untilWords } from '../words.js';

type FactProps = { readonly name: string; readonly children: ComponentChildren; readonly second?: string | null };

const Fact = ({ name, children, second }: FactProps) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>
      {children}
      {second && <span class="second">{second}</span>}
    </dd>
  </div>
);

const arrNote = ({ arr, contracts }: AccountDetail): string | null => {
  const currencies = new Set(contracts.map(({ currency }) => currency));
  return arr === null && currencies.size > 1 ? 'in several currencies' : null;
};

export const Facts = ({ account, now }: { readonly account: AccountDetail; readonly now: number }) => (
  <dl class="facts">
    <Fact name="ARR" second={arrNote(account)}>
      {moneyWords(account.arr, account.currency)}
    </Fact>
    <Fact name="Renews" second={account.renewsOn && untilWords(account.renewsOn, now)}>
      {dayWords(account.renewsOn)}
    </Fact>
    <Fact name="Plan" second={account.seats === null ? null : countWords(account.seats, 'seat')}>
      {fieldWords(account.plan)}
    </Fact>
    <Fact name="Lifecycle">{fieldWords(account.lifecycleStage)}</Fact>
    <Fact name="Open cases">{account.openCases}</Fact>
    <Fact name="Last activity">{agoWords(account.lastActivityAt, now)}</Fact>
    <Fact name="Stakeholders" second={countWords(account.stakeholders.champions, 'champion')}>
      {account.stakeholders.active} active
      {account.stakeholders.left > 0 && <span class="soft">, {account.stakeholders.left} left</span>}
    </Fact>
    <Fact name="Opportunities" second={`${account.opportunities.won} won, ${account.opportunities.lost} lost`}>
      {account.opportunities.open} open
    </Fact>
    <Fact name="Employees">{account.employees ?? NOTHING}</Fact>
    <Fact name="Owner">{account.owner ?? NOTHING}</Fact>
  </dl>
);
