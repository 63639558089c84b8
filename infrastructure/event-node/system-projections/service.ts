import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import type { DisableReq, StatisticsReq, UpdateReq } from '@eventstore/db-client/generated/projections_pb.js';
import pb from '@eventstore/db-client/generated/projections_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { handleServerStreamingCall, Server } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import structPb from 'google-protobuf/google/protobuf/struct_pb.js';
import type { Access } from '../access/access.js';
import { isAuthenticated, isOperator } from '../access/principal.js';
import {
  type Failure,
  failedPrecondition,
  internalError,
  invalidArgument,
  projectionNotFound,
  unimplemented,
} from '../errors.js';
import { unaryMethod } from '../unary-method.js';
import type { Projection } from './projection.js';
import { statisticsResponse } from './statistics-response.js';
import type { SystemProjections } from './system-projections.js';

type StatisticsResponse = ReturnType<typeof statisticsResponse>;
type WithName = { readonly getName: () => string };
type Named<Options extends WithName = WithName> = { readonly getOptions: () => Options | undefined };

export const addProjections = (server: Server, projections: SystemProjections, access: Access): void => {
  const find = (name: string): E.Either<Failure, Projection> =>
    E.fromNullable(projectionNotFound(name))(projections.find(name));

  /** A method about one projection. */
  const about =
    <Request extends Named, Response>(
      answer: (projection: Projection, request: Request) => Promise<E.Either<Failure, Response>>,
    ) =>
    async (request: Request): Promise<E.Either<Failure, Response>> => {
      const projection = find(request.getOptions()?.getName() ?? '');
      return E.isLeft(projection) ? projection : await answer(projection.right, request);
    };
  const changing = <Request extends Named, Response>(
    change: (projection: Projection, request: Request) => Promise<void>,
    response: () => Response,
  ) =>
    unaryMethod(
      access,
      isOperator,
      about<Request, Response>(async (projection, request) => {
        await change(projection, request);
        return E.right(response());
      }),
    );

  const update = async (projection: Projection, request: UpdateReq): Promise<E.Either<Failure, pb.UpdateResp>> => {
    const query = request.getOptions()?.getQuery() ?? '';
    if (await projection.configure(query)) return E.right(new pb.UpdateResp());
    return E.left(
      invalidArgument(
        "The query of $by_category and $stream_by_category is 'first' or 'last', a new line and the separator; no other projection of this node has one.",
      ),
    );
  };

  const statistics: handleServerStreamingCall<StatisticsReq, StatisticsResponse> = async (call) => {
    try {
      const permitted = await access.authorize(call.metadata, isAuthenticated);
      const found = E.isLeft(permitted) ? permitted : asked(projections, call.request.getOptions());
      if (E.isLeft(found)) return call.emit('error', found.left);
      for (const projection of found.right) call.write(statisticsResponse(projection.statistics()));
      call.end();
    } catch (error) {
      call.emit('error', internalError(error));
    }
  };

  const nothing = () => new structPb.Value().setNullValue(structPb.NullValue.NULL_VALUE);
  server.addService(ProjectionsService, {
    create: unaryMethod(access, isOperator, () =>
      E.left(unimplemented('Create: this node has the system projections only, and runs no JavaScript.')),
    ),
    update: unaryMethod(access, isOperator, about(update)),
    delete: unaryMethod(
      access,
      isOperator,
      about(async () => E.left(failedPrecondition('A system projection cannot be deleted; disable it.'))),
    ),
    statistics,
    enable: changing(
      (projection) => projection.enable(),
      () => new pb.EnableResp(),
    ),
    disable: changing(
      (projection, request: DisableReq) =>
        projection.disable(request.getOptions()?.getWriteCheckpoint() === true ? 'Stopped' : 'Aborted'),
      () => new pb.DisableResp(),
    ),
    reset: changing(
      (projection) => projection.reset(),
      () => new pb.ResetResp(),
    ),
    state: unaryMethod(
      access,
      isAuthenticated,
      about(async () => E.right(new pb.StateResp().setState(nothing()))),
    ),
    result: unaryMethod(
      access,
      isAuthenticated,
      about(async () => E.right(new pb.ResultResp().setResult(nothing()))),
    ),
    restartSubsystem: unaryMethod(access, isOperator, async () => {
      await projections.restart();
      return E.right(new sharedPb.Empty());
    }),
  });
};

/** All are continuous. */
const asked = (
  projections: SystemProjections,
  options: StatisticsReq.Options | undefined,
): E.Either<Failure, ReadonlyArray<Projection>> => {
  if (options?.hasName() === true) {
    const projection = projections.find(options.getName());
    return projection === undefined ? E.left(projectionNotFound(options.getName())) : E.right([projection]);
  }
  return E.right(options?.hasTransient() === true || options?.hasOneTime() === true ? [] : projections.all());
};
