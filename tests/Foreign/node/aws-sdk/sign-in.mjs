import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

// Signs in with the password on the wire, refreshes under rotation, uses a spent refresh token, revokes the last one.
await scenario(async (input) => {
  const client = clientOf(input);
  const refresh = (RefreshToken) => client.send(new GetTokensFromRefreshTokenCommand({ ClientId: input.clientId, RefreshToken }));
  const signIn = await client.send(new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: input.clientId,
    AuthParameters: { USERNAME: input.username, PASSWORD: input.password },
  }));
  const first = signIn.AuthenticationResult;
  const user = await client.send(new GetUserCommand({ AccessToken: first.AccessToken }));

  const second = (await refresh(first.RefreshToken)).AuthenticationResult;
  const reuse = await refusalOf(refresh(first.RefreshToken));
  const userAfterRefresh = await client.send(new GetUserCommand({ AccessToken: second.AccessToken }));

  const other = (await client.send(new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: input.clientId,
    AuthParameters: { USERNAME: input.username, PASSWORD: input.password },
  }))).AuthenticationResult;
  await client.send(new RevokeTokenCommand({ ClientId: input.clientId, Token: other.RefreshToken }));
  const revoked = await refusalOf(refresh(other.RefreshToken));

  return {
    tokenType: first.TokenType,
    expiresIn: first.ExpiresIn,
    username: user.Username,
    attributes: Object.fromEntries(user.UserAttributes.map((a) => [a.Name, a.Value])),
    requestId: signIn.$metadata.requestId,
    accessTokenChanged: second.AccessToken !== first.AccessToken,
    refreshTokenRotated: second.RefreshToken !== undefined && second.RefreshToken !== first.RefreshToken,
    usernameAfterRefresh: userAfterRefresh.Username,
    reuse,
    revoked,
  };
});
