import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import type { CreateReq, DetailsReq, UpdateReq } from '@eventstore/db-client/generated/users_pb.js';
import pb from '@eventstore/db-client/generated/users_pb.js';
import type { handleServerStreamingCall, handleUnaryCall, Server } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access, Permission } from '../access/access.js';
import { isAdmin } from '../access/principal.js';
import { accessDenied, type Failure, internalError, invalidArgument, userConflict, userNotFound } from '../errors.js';
import { hashPassword, isPassword } from './password.js';
import type { User } from './user.js';
import type { UserStore } from './user-store.js';

type DetailsResponse = InstanceType<typeof pb.DetailsResp>;
type WithLoginName = { readonly getLoginName: () => string };

export const addUsers = (server: Server, users: UserStore, access: Access): void => {
  /** A method that changes one user: who may, and what becomes of the user. */
  const changing =
    <Options extends WithLoginName, Response>(
      may: (loginName: string) => Permission,
      change: (options: Options) => Promise<Failure | undefined>,
      response: () => Response,
    ): handleUnaryCall<{ readonly getOptions: () => Options | undefined }, Response> =>
    async (call, respond) => {
      const options = call.request.getOptions();
      const loginName = options?.getLoginName() ?? '';
      try {
        const permitted = await access.authorize(call.metadata, may(loginName));
        if (E.isLeft(permitted)) return respond(permitted.left);
        if (options === undefined || loginName.trim() === '')
          return respond(invalidArgument('The user has no login name.'));
        const failure = await change(options);
        if (failure === undefined) respond(null, response());
        else respond(failure);
      } catch (error) {
        respond(internalError(error));
      }
    };

  const update =
    <Options extends WithLoginName>(changed: (user: User, options: Options) => Promise<E.Either<Failure, User>>) =>
    async (options: Options): Promise<Failure | undefined> => {
      const loginName = options.getLoginName();
      const found = users.find(loginName);
      if (found === undefined) return userNotFound(loginName);
      const user = await changed(found.user, options);
      if (E.isLeft(user)) return user.left;
      return (await users.update(user.right, found.revision)) === 'saved' ? undefined : userConflict(loginName);
    };

  const create = async (options: CreateReq.Options): Promise<Failure | undefined> => {
    const loginName = options.getLoginName();
    const found = users.find(loginName);
    if (found !== undefined) {
      return (await isPassword(options.getPassword(), found.user)) ? undefined : userConflict(loginName);
    }
    const user = {
      ...describedBy(options),
      loginName,
      disabled: false,
      ...(await hashPassword(options.getPassword())),
    };
    return (await users.create(user)) === 'saved' ? undefined : userConflict(loginName);
  };

  const remove = async (options: WithLoginName): Promise<Failure | undefined> => {
    const loginName = options.getLoginName();
    const found = users.find(loginName);
    if (found === undefined) return userNotFound(loginName);
    return (await users.delete(loginName, found.revision)) === 'saved' ? undefined : userConflict(loginName);
  };

  const details: handleServerStreamingCall<DetailsReq, DetailsResponse> = async (call) => {
    const loginName = call.request.getOptions()?.getLoginName() ?? '';
    try {
      const permitted = await access.authorize(call.metadata, loginName === '' ? isAdmin : isAdminOr(loginName));
      if (E.isLeft(permitted)) return call.emit('error', permitted.left);
      if (loginName !== '' && users.find(loginName) === undefined) return call.emit('error', userNotFound(loginName));
      for (const name of loginName === '' ? users.loginNames() : [loginName]) {
        const found = users.find(name);
        if (found !== undefined) call.write(detailsOf(found.user, found.updatedAt));
      }
      call.end();
    } catch (error) {
      call.emit('error', internalError(error));
    }
  };

  server.addService(UsersService, {
    create: changing(onlyAdmins, create, () => new pb.CreateResp()),
    update: changing(
      onlyAdmins,
      update(async (user, options: UpdateReq.Options) => E.right({ ...user, ...describedBy(options) })),
      () => new pb.UpdateResp(),
    ),
    delete: changing(onlyAdmins, remove, () => new pb.DeleteResp()),
    disable: changing(onlyAdmins, update(withDisabled(true)), () => new pb.DisableResp()),
    enable: changing(onlyAdmins, update(withDisabled(false)), () => new pb.EnableResp()),
    details,
    changePassword: changing(isUser, update(withPasswordChanged), () => new pb.ChangePasswordResp()),
    resetPassword: changing(onlyAdmins, update(withPassword), () => new pb.ResetPasswordResp()),
  });
};

const onlyAdmins = (): Permission => isAdmin;
const isUser =
  (loginName: string): Permission =>
  (principal) =>
    principal.loginName === loginName;
const isAdminOr =
  (loginName: string): Permission =>
  (principal) =>
    isAdmin(principal) || isUser(loginName)(principal);

const describedBy = (options: CreateReq.Options | UpdateReq.Options): Pick<User, 'fullName' | 'groups'> => ({
  fullName: options.getFullName(),
  groups: options.getGroupsList(),
});

const withDisabled = (disabled: boolean) => async (user: User) => E.right({ ...user, disabled });

type WithNewPassword = WithLoginName & { readonly getNewPassword: () => string };

const withPassword = async (user: User, options: WithNewPassword) =>
  E.right({ ...user, ...(await hashPassword(options.getNewPassword())) });

const withPasswordChanged = async (
  user: User,
  options: WithNewPassword & { readonly getCurrentPassword: () => string },
): Promise<E.Either<Failure, User>> =>
  (await isPassword(options.getCurrentPassword(), user)) ? withPassword(user, options) : E.left(accessDenied());

const detailsOf = ({ loginName, fullName, groups, disabled }: User, updatedAt: number): DetailsResponse => {
  const details = new pb.DetailsResp.UserDetails()
    .setLoginName(loginName)
    .setFullName(fullName)
    .setGroupsList([...groups])
    .setDisabled(disabled)
    .setLastUpdated(new pb.DetailsResp.UserDetails.DateTime().setTicksSinceEpoch(`${updatedAt}0000`));
  return new pb.DetailsResp().setUserDetails(details);
};
