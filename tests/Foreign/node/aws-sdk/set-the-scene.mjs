import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOf } from './client.mjs';
import { scenario } from '../scenario.mjs';

// What an administrator does over HTTP: a pool, an app client with rotation of refresh tokens, two users.
await scenario(async (input) => {
  const client = clientOf(input);
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'foreign', AutoVerifiedAttributes: ['email'] }));
  const UserPoolId = UserPool.Id;
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({
    UserPoolId,
    ClientName: 'foreign',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  }));

  const created = [];
  for (const Username of input.usernames) {
    const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }, { Name: 'email_verified', Value: 'true' }];
    created.push((await client.send(new AdminCreateUserCommand({
      UserPoolId, Username, UserAttributes, TemporaryPassword: input.temporaryPassword, MessageAction: 'SUPPRESS',
    }))).User);
  }

  const [permanent] = input.usernames;
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: permanent, Password: input.password, Permanent: true }));
  const read = await client.send(new AdminGetUserCommand({ UserPoolId, Username: permanent }));
  const all = await client.send(new ListUsersCommand({ UserPoolId }));
  const found = await client.send(new ListUsersCommand({ UserPoolId, Filter: `email = "${permanent}@example.com"` }));
  const firstPage = await client.send(new ListUsersCommand({ UserPoolId, Limit: 1 }));
  const secondPage = await client.send(new ListUsersCommand({ UserPoolId, Limit: 1, PaginationToken: firstPage.PaginationToken }));
  const names = (page) => page.Users.map((user) => user.Username);
  return {
    userPoolId: UserPoolId,
    clientId: UserPoolClient.ClientId,
    clientSecret: UserPoolClient.ClientSecret ?? null,
    poolCreated: UserPool.CreationDate.toISOString(),
    createdStatuses: created.map((user) => user.UserStatus),
    createdDates: created.map((user) => user.UserCreateDate.toISOString()),
    readStatus: read.UserStatus,
    readAttributes: Object.fromEntries(read.UserAttributes.map((a) => [a.Name, a.Value])),
    all: names(all).sort(),
    found: names(found),
    pages: [...names(firstPage), ...names(secondPage)].sort(),
    lastPageHasToken: secondPage.PaginationToken !== undefined,
    requestId: all.$metadata.requestId,
  };
});
