import type { AccountState } from '../domain/account/state.js';

/** Everything a search for an account looks at, in lower case. */
export const searchedText = ({ profile, refs }: Pick<AccountState, 'profile' | 'refs'>): string =>
  [profile.name?.value, profile.domain?.value, ...Object.values(refs).map(({ ref }) => ref.id)]
    .flatMap((found) => found ?? [])
    .sort()
    .join('\n')
    .toLowerCase();

/** What `like` finds a part of such a text by. */
export const likePattern = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
