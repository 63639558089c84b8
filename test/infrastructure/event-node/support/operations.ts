import { OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import pb from '@eventstore/db-client/generated/operations_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { credentials, type ServiceError } from '@grpc/grpc-js';

type Answer<A> = (error: ServiceError | null, response: A) => void;
type Ask = (client: OperationsClient, answer: Answer<unknown>) => unknown;

/** One call of the operations service, by the generated stub: the official client has no method for it. */
const ask = async <A>(port: number, method: (client: OperationsClient, answer: Answer<A>) => unknown): Promise<A> => {
  const client = new OperationsClient(`127.0.0.1:${port}`, credentials.createInsecure());
  try {
    return await new Promise<A>((resolve, reject) =>
      method(client, (error, response) => (error === null ? resolve(response) : reject(error))),
    );
  } finally {
    client.close();
  }
};

export const startScavenge = async (port: number, threadCount = 1): Promise<{ id: string; result: number }> => {
  const options = new pb.StartScavengeReq.Options().setThreadCount(threadCount);
  const response = await ask<pb.ScavengeResp>(port, (client, answer) =>
    client.startScavenge(new pb.StartScavengeReq().setOptions(options), answer),
  );
  return { id: response.getScavengeId(), result: response.getScavengeResult() };
};

export const stopScavenge = async (port: number, id: string): Promise<number> => {
  const options = new pb.StopScavengeReq.Options().setScavengeId(id);
  const response = await ask<pb.ScavengeResp>(port, (client, answer) =>
    client.stopScavenge(new pb.StopScavengeReq().setOptions(options), answer),
  );
  return response.getScavengeResult();
};

const nothing = () => new sharedPb.Empty();

const others: Readonly<Record<string, Ask>> = {
  Shutdown: (client, answer) => client.shutdown(nothing(), answer),
  MergeIndexes: (client, answer) => client.mergeIndexes(nothing(), answer),
  ResignNode: (client, answer) => client.resignNode(nothing(), answer),
  SetNodePriority: (client, answer) => client.setNodePriority(new pb.SetNodePriorityReq().setPriority(1), answer),
};

export const operation = (port: number, name: string): Promise<unknown> => ask(port, others[name] ?? (() => undefined));
