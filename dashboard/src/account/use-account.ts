import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api/answer.js';
import { accountChanged, readAccount } from '../api/documents.js';
import type { AccountDetail, Freshness } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { useSubscription } from '../api/use-subscription.js';
import { useEvery } from '../use-every.js';

const PULSE = 15_000;

type Options = {
  readonly accountId: string;
  readonly tellFreshness: (freshness: Freshness) => void;
  readonly onChange: () => void;
};

export type LiveAccount = {
  readonly account: AccountDetail | undefined;
  readonly failure: Failure | undefined;
  readonly retry: () => void;
};

/** One account, kept live. It may turn out to be the one that the account asked for was merged into. */
export const useAccount = ({ accountId, tellFreshness, onChange }: Options): LiveAccount => {
  const [account, setAccount] = useState<AccountDetail>();
  const { data, failure, refresh } = useQuery(readAccount, { id: accountId });
  const show = ({ freshness, ...told }: AccountDetail & { readonly freshness: Freshness }): void => {
    tellFreshness(freshness);
    setAccount(told);
  };
  useEffect(() => {
    if (data?.account) show(data.account);
  }, [data]);
  useEvery(PULSE, refresh);
  useSubscription(
    accountChanged,
    { id: account?.accountId ?? accountId },
    (message) => {
      show(message.accountChanged);
      onChange();
    },
    account !== undefined,
  );
  return { account, failure, retry: refresh };
};
