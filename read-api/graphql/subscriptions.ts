import type { Account } from '../answers/accounts.js';
import type { AccountHealth } from '../answers/health.js';
import type { State } from '../live/latest-states.js';
import type { Follow } from '../live/live-states.js';
import type { Permission } from '../permissions.js';
import type { LiveMetrics } from '../plugins/live-metrics.js';
import { FollowArguments } from './arguments.js';
import { type Arguments, type Context, decoded, permitted } from './context.js';
import { graphqlErrorOf } from './graphql-errors.js';

type Follows = { readonly accounts: Follow<Account>; readonly health: Follow<AccountHealth> };
type Options = { readonly metrics: LiveMetrics; readonly mostPerSocket: number };

/** Each message is the state itself, whose fields may ask further like those of a query. */
const following = <S extends State>(
  subscription: string,
  permission: Permission,
  follow: Follow<S>,
  { metrics, mostPerSocket }: Options,
) => ({
  subscribe: (_root: unknown, args: Arguments, context: Context) => {
    permitted(context, permission);
    const { accountId = null } = decoded(FollowArguments, args);
    const socket = context.socket ?? { subscriptions: 0 };
    if (socket.subscriptions >= mostPerSocket)
      throw graphqlErrorOf({ _tag: 'TooManySubscriptions', most: mostPerSocket });
    socket.subscriptions++;
    metrics.subscriptions.inc({ subscription });
    return follow(accountId, () => {
      socket.subscriptions--;
      metrics.subscriptions.dec({ subscription });
    });
  },
  resolve: (state: S) => {
    metrics.messages.inc({ subscription });
    return state;
  },
});

export const subscriptions = ({ accounts, health }: Follows, options: Options) => ({
  Subscription: {
    accountChanged: following('accountChanged', 'read:accounts', accounts, options),
    healthChanged: following('healthChanged', 'read:trends', health, options),
  },
});
