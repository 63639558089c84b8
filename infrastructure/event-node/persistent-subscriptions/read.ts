import { randomUUID } from 'node:crypto';
import type { ReadReq } from '@eventstore/db-client/generated/persistent_pb.js';
import pb from '@eventstore/db-client/generated/persistent_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access } from '../access/access.js';
import { type Failure, internalError, invalidArgument } from '../errors.js';
import { openOutlet } from '../streams/outlet.js';
import { type EventToSend, encodeReadEvent, withStructuredId } from '../wire/encode-event.js';
import { uuidFromMessage, uuidToText } from '../wire/uuid.js';
import type { NackAction } from './delivery/happening.js';
import { maximumSubscribersReached } from './errors.js';
import type { Group, Subscription } from './group.js';
import { type GroupName, idOf } from './group-config.js';
import { groupNameOf } from './group-name.js';
import type { Groups } from './groups.js';

/** One consumer of a group: the first message says of which, those after it ack and nack what it was sent. */
export const read =
  (groups: Groups, access: Access, stop: AbortSignal): handleBidiStreamingCall<ReadReq, Uint8Array> =>
  (call) => {
    const outlet = openOutlet(call, stop);
    let opened = false;
    let subscription: Subscription | undefined;
    const leave = () => subscription?.leave();

    const join = async (options: ReadReq.Options): Promise<E.Either<Failure, unknown>> => {
      const name = groupNameOf(options);
      if (E.isLeft(name)) return name;
      const slots = options.getBufferSize();
      if (slots <= 0) return E.left(invalidArgument('buffer_size must be greater than 0.'));
      const principal = await access.authorize(call.metadata, access.mayRead(name.right.source));
      if (E.isLeft(principal)) return principal;
      const structuredIds = options.getUuidOption()?.hasStructured() ?? false;
      const consumer = {
        slots,
        from: call.getPeer(),
        userName: principal.right.loginName ?? 'anonymous',
        connectionName: String(call.metadata.get('connection-name')[0] ?? ''),
        send: (event: EventToSend, retryCount: number) =>
          outlet.send(encodeReadEvent(structuredIds ? withStructuredIds(event) : event, retryCount)),
        fail: outlet.fail,
      };
      const connect = (group: Group): E.Either<Failure, undefined> => {
        if (group.isFull()) return E.left(maximumSubscribersReached(name.right));
        if (!outlet.isOpen()) return E.right(undefined);
        outlet.send(confirmation(name.right));
        subscription = group.connect(randomUUID(), consumer);
        return E.right(undefined);
      };
      return E.flatten(await groups.using(name.right, connect));
    };

    const receive = async (message: ReadReq) => {
      const options = message.getOptions();
      if (options !== undefined && opened) return outlet.fail(invalidArgument('The options came twice.'));
      if (options === undefined && !opened) return outlet.fail(invalidArgument('The first message has the options.'));
      if (options !== undefined) {
        opened = true;
        const joined = await join(options);
        return E.isLeft(joined) ? outlet.fail(joined.left) : undefined;
      }
      const ack = message.getAck();
      if (ack !== undefined) subscription?.ack(idsOf(ack.getIdsList()));
      const nack = message.getNack();
      if (nack === undefined) return;
      const action = actions[nack.getAction()];
      if (action === undefined) return outlet.fail(invalidArgument(`There is no nack action ${nack.getAction()}.`));
      subscription?.nack({ ids: idsOf(nack.getIdsList()), action, reason: nack.getReason() });
    };

    call.on('data', (message: ReadReq) => {
      receive(message).catch((error: unknown) => outlet.fail(internalError(error)));
    });
    call.on('cancelled', leave);
    call.on('close', leave);
    call.on('end', () => {
      outlet.end();
      leave();
    });
  };

const { UNKNOWN, PARK, RETRY, SKIP, STOP } = pb.ReadReq.Nack.Action;

/** Whoever does not say what is to become of a message gets it again. */
const actions: Readonly<Record<number, NackAction>> = {
  [UNKNOWN]: 'Retry',
  [PARK]: 'Park',
  [RETRY]: 'Retry',
  [SKIP]: 'Skip',
  [STOP]: 'Stop',
};

const idsOf = (messages: ReadonlyArray<UUID>): ReadonlyArray<string> =>
  messages.flatMap((message) => {
    const id = uuidFromMessage(message);
    return id === undefined ? [] : [uuidToText(id)];
  });

const confirmation = (name: GroupName): Uint8Array =>
  new pb.ReadResp()
    .setSubscriptionConfirmation(new pb.ReadResp.SubscriptionConfirmation().setSubscriptionId(idOf(name)))
    .serializeBinary();

const withStructuredIds = ({ event, link, position }: EventToSend): EventToSend => ({
  event: event && withStructuredId(event),
  link: link && withStructuredId(link),
  position,
});
