import { choosePinned } from './choose-pinned.js';

export const strategies = ['DispatchToSingle', 'RoundRobin', 'Pinned'] as const;
export type Strategy = (typeof strategies)[number];

export type ConsumerId = string;

export type ConsumerState = { readonly slots: number; readonly held: number };

type Consumer = { readonly slots: number; held: number; blocked: boolean };

export type Consumers = {
  readonly add: (id: ConsumerId, slots: number) => void;
  readonly remove: (id: ConsumerId) => void;
  /** A blocked consumer is given nothing more: its connection is slower than the node. */
  readonly block: (id: ConsumerId, blocked: boolean) => void;
  readonly take: (id: ConsumerId) => void;
  readonly release: (id: ConsumerId) => void;
  readonly haveRoom: () => boolean;
  readonly choose: (pinnedBy: string) => ConsumerId | undefined;
  readonly size: () => number;
  readonly stateOf: (id: ConsumerId) => ConsumerState | undefined;
};

/** Who listens, how much each may still be given, and whose turn it is. */
export const makeConsumers = (strategy: Strategy): Consumers => {
  const consumers = new Map<ConsumerId, Consumer>();
  const hasRoom = ({ slots, held, blocked }: Consumer) => held < slots && !blocked;
  const firstWithRoom = () => [...consumers].find(([, consumer]) => hasRoom(consumer))?.[0];

  const pinned = (key: string) => {
    const id = choosePinned([...consumers.keys()], key);
    const consumer = id === undefined ? undefined : consumers.get(id);
    return consumer !== undefined && hasRoom(consumer) ? id : undefined;
  };
  const update = (id: ConsumerId, change: (consumer: Consumer) => void) => {
    const consumer = consumers.get(id);
    if (consumer !== undefined) change(consumer);
  };

  return {
    add: (id, slots) => {
      consumers.set(id, { slots, held: 0, blocked: false });
    },
    remove: (id) => {
      consumers.delete(id);
    },
    block: (id, blocked) =>
      update(id, (consumer) => {
        consumer.blocked = blocked;
      }),
    take: (id) =>
      update(id, (consumer) => {
        consumer.held += 1;
        if (strategy !== 'RoundRobin') return;
        consumers.delete(id);
        consumers.set(id, consumer);
      }),
    release: (id) =>
      update(id, (consumer) => {
        consumer.held -= 1;
      }),
    haveRoom: () => firstWithRoom() !== undefined,
    choose: (pinnedBy) => (strategy === 'Pinned' ? pinned(pinnedBy) : firstWithRoom()),
    size: () => consumers.size,
    stateOf: (id) => consumers.get(id),
  };
};
