import type { State } from '../live/latest-states.js';
import type { Follows } from '../live/live-read-models.js';
import type { Follow } from '../live/live-states.js';
import type { Permission } from '../permissions.js';
import type { LiveMetrics } from '../plugins/live-metrics.js';
import { FollowArguments } from './arguments.js';
import { type Arguments, type Context, decoded, permitted } from './context.js';
import { graphqlErrorOf } from './graphql-errors.js';

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

export const subscriptions = ({ accounts, health, anomalies, alerts, predictions }: Follows, options: Options) => ({
  Subscription: {
    accountChanged: following('accountChanged', 'read:accounts', accounts, options),
    healthChanged: following('healthChanged', 'read:trends', health, options),
    anomalyChanged: following('anomalyChanged', 'read:trends', anomalies, options),
    alertChanged: following('alertChanged', 'read:trends', alerts, options),
    predictionChanged: following('predictionChanged', 'read:trends', predictions, options),
  },
});
