import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type {
  CreateReq,
  CreateResp,
  DeleteReq,
  DeleteResp,
  GetInfoReq,
  GetInfoResp,
  ListReq,
  ListResp,
  ReplayParkedReq,
  ReplayParkedResp,
  UpdateReq,
  UpdateResp,
} from '@eventstore/db-client/generated/persistent_pb.js';
import pb from '@eventstore/db-client/generated/persistent_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall, Server } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access } from '../access/access.js';
import { isOperator } from '../access/principal.js';
import { type Failure, internalError, invalidArgument } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { doesNotExist } from './errors.js';
import { groupNameOf, sourceOf } from './group-name.js';
import { groupRequestOf } from './group-request.js';
import { type Groups, makeGroups } from './groups.js';
import { infoOf } from './info.js';
import { read } from './read.js';

/** `stop` ends the calls that last, and writes down how far the groups are. */
export const addPersistentSubscriptions = (server: Server, log: EventLog, access: Access, stop: AbortSignal): void => {
  const groups = makeGroups(log, stop);
  const forOperators =
    <Request, Response>(
      answer: (request: Request) => Promise<E.Either<Failure, Response>>,
    ): handleUnaryCall<Request, Response> =>
    async (call, respond) => {
      try {
        const permitted = await access.authorize(call.metadata, isOperator);
        const response = E.isLeft(permitted) ? permitted : await answer(call.request);
        if (E.isLeft(response)) respond(response.left);
        else respond(null, response.right);
      } catch (error) {
        respond(internalError(error));
      }
    };
  const alreadyEncoded = {
    ...PersistentSubscriptionsService.read,
    responseSerialize: (message: Uint8Array) => Buffer.from(message),
  };
  server.addService(
    { ...PersistentSubscriptionsService, read: alreadyEncoded },
    {
      read: read(groups, access, stop),
      create: forOperators(create(groups)),
      update: forOperators(update(groups)),
      delete: forOperators(remove(groups)),
      getInfo: forOperators(getInfo(log, groups)),
      replayParked: forOperators(replayParked(groups)),
      list: forOperators(list(log, groups)),
      restartSubsystem: forOperators(async (_: Empty) => {
        await groups.restart();
        return E.right(new sharedPb.Empty());
      }),
    },
  );
};

type Answer<Request, Response> = (request: Request) => Promise<E.Either<Failure, Response>>;

const create =
  (groups: Groups): Answer<CreateReq, CreateResp> =>
  async (message) => {
    const request = groupRequestOf(message.getOptions());
    return E.isLeft(request) ? request : E.map(() => new pb.CreateResp())(await groups.create(request.right));
  };

const update =
  (groups: Groups): Answer<UpdateReq, UpdateResp> =>
  async (message) => {
    const request = groupRequestOf(message.getOptions());
    return E.isLeft(request) ? request : E.map(() => new pb.UpdateResp())(await groups.update(request.right));
  };

const remove =
  (groups: Groups): Answer<DeleteReq, DeleteResp> =>
  async (message) => {
    const name = groupNameOf(message.getOptions());
    return E.isLeft(name) ? name : E.map(() => new pb.DeleteResp())(await groups.remove(name.right));
  };

const getInfo =
  (log: EventLog, groups: Groups): Answer<GetInfoReq, GetInfoResp> =>
  async (message) => {
    const name = groupNameOf(message.getOptions());
    if (E.isLeft(name)) return name;
    return await groups.using(name.right, (group) =>
      new pb.GetInfoResp().setSubscriptionInfo(infoOf(log, group.state())),
    );
  };

const replayParked =
  (groups: Groups): Answer<ReplayParkedReq, ReplayParkedResp> =>
  async (message) => {
    const options = message.getOptions();
    const name = groupNameOf(options);
    if (E.isLeft(name)) return name;
    const limit = options?.hasStopAt() ? Number(options.getStopAt()) : Number.MAX_SAFE_INTEGER;
    if (limit < 0) return E.left(invalidArgument('stop_at must not be negative.'));
    return await groups.using(name.right, (group) => {
      group.replayParked(limit);
      return new pb.ReplayParkedResp();
    });
  };

const list =
  (log: EventLog, groups: Groups): Answer<ListReq, ListResp> =>
  async (message) => {
    const option = message.getOptions()?.getListForStream();
    const source = option && sourceOf({ hasAll: () => option.hasAll(), getStreamIdentifier: () => option.getStream() });
    if (source !== undefined && E.isLeft(source)) return source;
    const found = await groups.list(source?.right);
    if (source !== undefined && found.length === 0) {
      return E.left(doesNotExist({ source: source.right, group: '' }));
    }
    return E.right(new pb.ListResp().setSubscriptionsList(found.map((group) => infoOf(log, group.state()))));
  };
