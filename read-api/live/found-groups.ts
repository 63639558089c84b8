import type { ReadSide } from '../deps.js';

/** What was found in an account, and the accounts whose followers are told of it: those of the merged group it was found in. */
export const foundGroupOf =
  ({ accounts }: Pick<ReadSide, 'accounts'>, accountOf: (id: string) => Promise<string | undefined>) =>
  async (id: string) => {
    const accountId = await accountOf(id);
    if (accountId === undefined) return { root: id, members: [], known: false };
    const { root, members } = await accounts.groupOf(accountId);
    return { root: id, members: [root, ...members], known: true };
  };
