import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import type { StartScavengeReq, StopScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';
import pb from '@eventstore/db-client/generated/operations_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Server } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access } from '../access/access.js';
import { isOperator } from '../access/principal.js';
import { type Failure, invalidArgument, scavengeNotFound, unimplemented } from '../errors.js';
import { unaryMethod } from '../unary-method.js';
import type { Scavenges } from './scavenges.js';

type ScavengeResponse = InstanceType<typeof pb.ScavengeResp>;

export const addOperations = (server: Server, scavenges: Scavenges, access: Access): void => {
  const startScavenge = async (request: StartScavengeReq): Promise<E.Either<Failure, ScavengeResponse>> => {
    const options = request.getOptions();
    if ((options?.getThreadCount() ?? 0) < 0) return E.left(invalidArgument('The thread count is negative.'));
    if ((options?.getStartFromChunk() ?? 0) < 0) return E.left(invalidArgument('The first chunk is negative.'));
    const { id, result } = await scavenges.start();
    const { STARTED, INPROGRESS } = pb.ScavengeResp.ScavengeResult;
    return E.right(response(id, result === 'Started' ? STARTED : INPROGRESS));
  };
  const stopScavenge = async (request: StopScavengeReq): Promise<E.Either<Failure, ScavengeResponse>> => {
    const id = request.getOptions()?.getScavengeId() ?? '';
    if (!(await scavenges.stop(id))) return E.left(scavengeNotFound(id));
    return E.right(response(id, pb.ScavengeResp.ScavengeResult.STOPPED));
  };

  const notDone = (reason: string) => unaryMethod(access, isOperator, () => E.left(unimplemented(reason)));
  server.addService(OperationsService, {
    startScavenge: unaryMethod(access, isOperator, startScavenge),
    stopScavenge: unaryMethod(access, isOperator, stopScavenge),
    mergeIndexes: unaryMethod(access, isOperator, () => E.right(new sharedPb.Empty())),
    shutdown: notDone('Shutdown: this node is stopped by the application that started it.'),
    resignNode: notDone('ResignNode: this node is alone, so no other could lead.'),
    setNodePriority: notDone('SetNodePriority: this node is alone, so there are no elections.'),
    restartPersistentSubscriptions: notDone('RestartPersistentSubscriptions: ask the service PersistentSubscriptions.'),
  });
};

const response = (id: string, result: pb.ScavengeResp.ScavengeResult): ScavengeResponse =>
  new pb.ScavengeResp().setScavengeId(id).setScavengeResult(result);
