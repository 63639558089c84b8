import { randomUUID } from 'node:crypto';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import pb from '@eventstore/db-client/generated/gossip_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall, Server } from '@grpc/grpc-js';

type ClusterInfo = InstanceType<typeof pb.ClusterInfo>;

const TICKS_PER_MILLISECOND = 10_000n;

/** A cluster of one, always leader, at the address by which the client reached it. */
export const addGossip = (server: Server): void => {
  const instanceId = new sharedPb.UUID().setString(randomUUID());
  const read: handleUnaryCall<unknown, ClusterInfo> = (call, respond) => {
    const { hostname, port } = new URL(`http://${call.getHost()}`);
    const member = new pb.MemberInfo()
      .setInstanceId(instanceId)
      .setTimeStamp((BigInt(Date.now()) * TICKS_PER_MILLISECOND).toString())
      .setState(pb.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new pb.EndPoint().setAddress(hostname).setPort(Number(port)));
    respond(null, new pb.ClusterInfo().setMembersList([member]));
  };
  server.addService(GossipService, { read });
};
